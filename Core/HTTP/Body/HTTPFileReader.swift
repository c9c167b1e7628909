import Glibc

/// A file as a body: what it holds is never in memory whole.
public final class HTTPFileReader: HTTPBodyReader, @unchecked Sendable {  // Used by one transfer at a time, as every body reader.
    /// A file that cannot be read.
    public struct Failure: Error, CustomStringConvertible {
        /// The file, and what the system says.
        public let description: String
    }

    private let file: HTTPFile
    private let range: Range<Int>
    private var position: Int

    /// The number of bytes, as it was when the file was opened.
    public var length: Int { range.count }

    /// Opens a file.
    public convenience init(path: String) throws(Failure) {
        let file = HTTPFile(name: path, descriptor: open(path, O_RDONLY | O_CLOEXEC))
        var status = stat()
        guard file.descriptor >= 0, fstat(file.descriptor, &status) == 0 else {
            throw Failure(description: "'\(path)' cannot be read: \(HTTPFile.systemError)")
        }
        self.init(file, 0..<Int(status.st_size))
    }

    /// Reads a part of an open file; other readers of it are not disturbed.
    init(_ file: HTTPFile, _ range: Range<Int>) {
        self.file = file
        self.range = range
        position = range.lowerBound
    }

    /// The next bytes.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(buffer.count, range.upperBound - position)
        guard wanted > 0 else { return 0 }
        let count = try file.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        position += count
        return count
    }

    /// Starts again.
    public func rewind() { position = range.lowerBound }
}

/// An open file that is closed with its last user.
final class HTTPFile: Sendable {
    /// As errors have it.
    let name: String
    /// Below 0 when it could not be opened.
    let descriptor: Int32

    init(name: String, descriptor: Int32) {
        self.name = name
        self.descriptor = descriptor
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Puts bytes from an offset on, which are there, into the buffer; returns how many.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(HTTPFileReader.Failure) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw HTTPFileReader.Failure(
                    description: "'\(name)' \(count == 0 ? "became shorter" : "cannot be read: \(Self.systemError)")")
            }
            return count
        }
    }

    /// What the system says about its last call.
    static var systemError: String { String(cString: strerror(errno)) }
}
