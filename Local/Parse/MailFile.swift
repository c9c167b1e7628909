import Glibc

/// A raw mail given on the command line: a file, a pipe, or standard input.
public enum MailFile {
    /// A file could not be read.
    public struct Unreadable: Error, CustomStringConvertible {
        /// Which one.
        public let name: String
        /// Why.
        public let reason: String

        /// Which one, and why.
        public var description: String { "\(name): \(reason)" }
    }

    /// The bytes of a file; `-` is standard input.
    /// - Parameter limit: how many bytes are read at most; a file that has more is refused.
    /// - Throws: ``Unreadable`` naming the file and the reason.
    public static func read(_ path: String, limit: Int = .max) throws(Unreadable) -> [UInt8] {
        if path == "-" { return try readAll(STDIN_FILENO, "standard input", limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        return try readAll(descriptor, path, limit)
    }

    private static func readAll(_ descriptor: Int32, _ name: String, _ limit: Int) throws(Unreadable) -> [UInt8] {
        var status = stat()
        let expected = fstat(descriptor, &status) == 0 ? max(Int(status.st_size), 0) : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(expected, limit - 1) + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name) }
            guard count > 0 else { return bytes }
            guard count <= limit - bytes.count else {
                throw Unreadable(name: name, reason: "it is larger than \(limit >> 20) MB, more than is read")
            }
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
        return Unreadable(name: name, reason: reason)
    }
}
