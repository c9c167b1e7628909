// For libFuzzer, by `make fuzz`: its options are the arguments.
import CFuzzer
import Glibc

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        testSafeHTML(UnsafeRawBufferPointer(start: bytes, count: count))
        return 0
    })
