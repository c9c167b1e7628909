import Glibc
import MIME

/// The most memory that a structure pass takes beyond the mapped file.
enum PeakMemory {
    static func report(_ path: String) {
        let descriptor = open(path, O_RDONLY)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_size > 0,
            let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
        else {
            print("cannot map \(path)")
            exit(1)
        }
        let mapping = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
        // Every page of the file is resident before the parser begins; what is added is the parser's.
        var touched: UInt8 = 0
        for offset in stride(from: 0, to: mapping.count, by: 4096) { touched ^= mapping[offset] }
        resetPeak()
        let before = kilobytes("VmRSS")
        let parts = parse(mapping)
        let peak = kilobytes("VmHWM")
        print("ok \(mapping.count) \(before) \(peak) \(parts) \(touched)")
    }

    /// The one place that says how a mapped file is parsed.
    private static func parse(_ mapping: UnsafeRawBufferPointer) -> Int {
        Message(mapping, keeping: Mapping()).parts.count
    }

    /// Nothing has to be kept: the mapping stays until the process ends.
    private final class Mapping: Sendable {}

    /// Sets the peak to what is resident now (proc(5), clear_refs).
    private static func resetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    private static func kilobytes(_ name: String) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix(name + ":") { return Int(text.filter(\.isNumber)) ?? 0 }
        }
        return 0
    }
}
