import Glibc

/// Bytes in memory as a body that can be read.
public final class HTTPBytesReader: HTTPBodyReader, @unchecked Sendable {  // Used by one transfer at a time, as every body reader.
    private let bytes: [UInt8]
    private var position = 0

    /// Reads these bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The number of bytes.
    public var length: Int { bytes.count }

    /// The next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        bytes[position..<position + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        position += count
        return count
    }

    /// Starts again.
    public func rewind() { position = 0 }
}

/// A file as a body: what it holds is never in memory whole.
public final class HTTPFileReader: HTTPBodyReader, @unchecked Sendable {  // Used by one transfer at a time, as every body reader.
    /// A file that cannot be read.
    public struct Failure: Error, CustomStringConvertible {
        /// The file, and what the system says.
        public let description: String
    }

    private let path: String
    private let file: Int32
    /// The number of bytes, as it was when the file was opened.
    public let length: Int
    private var left: Int

    /// Opens a file.
    public init(path: String) throws(Failure) {
        self.path = path
        file = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            if file >= 0 { close(file) }
            throw Failure(description: "'\(path)' cannot be read: \(reason)")
        }
        length = Int(status.st_size)
        left = length
    }

    deinit { close(file) }

    /// The next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard left > 0, buffer.count > 0 else { return 0 }
        while true {
            let count = Glibc.read(file, buffer.baseAddress, min(buffer.count, left))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Failure(
                    description: "'\(path)' \(count == 0 ? "became shorter" : "cannot be read: \(String(cString: strerror(errno)))")")
            }
            left -= count
            return count
        }
    }

    /// Starts again.
    public func rewind() throws {
        guard lseek(file, 0, SEEK_SET) == 0 else { throw Failure(description: "'\(path)' cannot be read again") }
        left = length
    }
}
