import ArgumentParser
import Glibc
import Local

/// Writes whole lines at once, also when the output is a pipe.
enum Terminal {
    /// A line of the command's result. When it cannot be written the command has failed.
    static func result(_ text: String) throws(ExitCode) {
        try result(bytes: Array((text + "\n").utf8))
    }

    /// The command's result: JSON for eyes, or exactly these bytes where they are something else.
    static func result(json: [UInt8]) throws(ExitCode) {
        try result(bytes: PrettyJSON.format(json).map { $0 + [UInt8(ascii: "\n")] } ?? json)
    }

    /// The command's result: these bytes and no others.
    static func result(exactly bytes: [UInt8]) throws(ExitCode) { try result(bytes: bytes) }

    private static func result(bytes: [UInt8]) throws(ExitCode) {
        guard write(bytes, STDOUT_FILENO) else {
            error("postroom: cannot write the result: \(String(cString: strerror(errno)))")
            throw ExitCode(1)
        }
    }

    /// A line for the person who watches; it may get lost.
    static func line(_ text: String) { _ = write(Array((text + "\n").utf8), STDOUT_FILENO) }

    /// A line about what goes wrong.
    static func error(_ text: String) { _ = write(Array((text + "\n").utf8), STDERR_FILENO) }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
