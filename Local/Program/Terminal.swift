import ArgumentParser
import Glibc

/// Writes whole lines at once, also when the output is a pipe.
enum Terminal {
    /// A line of the command's result. When it cannot be written the command has failed.
    static func result(_ text: String) throws(ExitCode) {
        guard write(text + "\n", STDOUT_FILENO) else {
            error("postroom: cannot write the result: \(String(cString: strerror(errno)))")
            throw ExitCode(1)
        }
    }

    /// A line for the person who watches; it may get lost.
    static func line(_ text: String) { _ = write(text + "\n", STDOUT_FILENO) }

    /// A line about what goes wrong.
    static func error(_ text: String) { _ = write(text + "\n", STDERR_FILENO) }

    private static func write(_ text: String, _ descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
