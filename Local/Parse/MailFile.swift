import Glibc

/// A raw mail given on the command line: a file, a pipe, or standard input.
public enum MailFile {
    /// A file could not be read.
    public struct Unreadable: Error, CustomStringConvertible {
        /// Which one, and why.
        public let description: String
    }

    /// The bytes of a file; `-` is standard input.
    /// - Throws: ``Unreadable`` naming the file and the reason.
    public static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        if path == "-" { return try readAll(STDIN_FILENO, "standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        return try readAll(descriptor, path)
    }

    private static func readAll(_ descriptor: Int32, _ name: String) throws(Unreadable) -> [UInt8] {
        var status = stat()
        let expected = fstat(descriptor, &status) == 0 ? max(Int(status.st_size), 0) : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    private static func unreadable(_ name: String) -> Unreadable {
        let reason =
            switch errno {
            case ENOENT: "there is no such file"
            case EISDIR: "it is a directory"
            default: String(cString: strerror(errno))
            }
        return Unreadable(description: "\(name): \(reason)")
    }
}
