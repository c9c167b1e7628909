import Glibc

/// What a response held, kept in a file: any size needs the memory of one chunk.
///
/// The file has no name, so that nothing is left in the folder whatever ends the process: a Lambda's `/tmp` is 512 MB and outlives an
/// invocation.
public final class HTTPTemporaryFile: Sendable {
    /// A file that cannot be made or written.
    public struct Failure: Error, CustomStringConvertible {
        /// The folder, and what the system says.
        public let description: String
    }

    private let file: HTTPFile
    /// The number of bytes.
    public let length: Int

    /// Reads a body to its end.
    /// - Parameters:
    ///   - body: what is kept.
    ///   - folder: where the file is made.
    ///   - limit: the bytes it may have.
    /// - Throws: ``HTTPError``, ``Failure``, `CancellationError`.
    public init(_ body: HTTPResponseBody, in folder: String = "/tmp", limit: Int) async throws {
        let file = try Self.create(folder)
        var length = 0
        for try await chunk in body {
            guard length + chunk.count <= limit else {
                throw HTTPError(.responseTooLarge, "the response is larger than \(limit) bytes", wroteRequest: true)
            }
            try Self.write(chunk, to: file, at: length)
            length += chunk.count
        }
        self.file = file
        self.length = length
    }

    /// Reads bytes of the file, all unless a range says which; any number of readers may do so.
    public func reader(_ range: Range<Int>? = nil) -> HTTPFileReader {
        HTTPFileReader(file, range?.clamped(to: 0..<length) ?? 0..<length)
    }

    /// Puts bytes from an offset on into the buffer; returns how many, 0 at the end.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(HTTPFileReader.Failure) -> Int {
        let wanted = min(buffer.count, length - offset)
        guard wanted > 0 else { return 0 }
        return try file.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    }

    /// The file as memory.
    package func map() throws(Failure) -> HTTPMappedFile {
        guard let map = HTTPMappedFile(file, length) else {
            throw Failure(description: "\(file.name) cannot be mapped: \(HTTPFile.systemError)")
        }
        return map
    }

    private static func create(_ folder: String) throws(Failure) -> HTTPFile {
        var path = Array("\(folder)/postroom-XXXXXX".utf8CString)
        let file = HTTPFile(name: "a file in \(folder)", descriptor: mkstemp(&path))
        guard file.descriptor >= 0 else { throw Failure(description: "no file can be made in '\(folder)': \(HTTPFile.systemError)") }
        unlink(path)
        _ = fcntl(file.descriptor, F_SETFD, FD_CLOEXEC)
        return file
    }

    private static func write(_ bytes: [UInt8], to file: HTTPFile, at start: Int) throws(Failure) {
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(file.descriptor, $0.baseAddress.map { $0 + position }, bytes.count - position, off_t(start + position))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Failure(description: "\(file.name) cannot hold more than \(start + position) bytes: \(HTTPFile.systemError)")
            }
            position += count
        }
    }
}
