/// What a request carries.
public enum HTTPRequestBody: Sendable {
    /// Nothing.
    case none
    /// Bytes in memory.
    case bytes([UInt8])
    /// Bytes made or read while they are sent, such as a file or an encoding of one.
    case reader(any HTTPBodyReader)
    /// Bytes that a task writes while they are sent, with chunked transfer coding.
    case stream(HTTPUploadStream)
}

/// A source of request bytes that is read on the transport's thread as the connection takes them, so that a large body is never in memory whole.
public protocol HTTPBodyReader: AnyObject, Sendable {
    /// The number of bytes in all.
    var length: Int { get }
    /// Puts the next bytes into the buffer and returns how many; 0 is the end.
    /// - Throws: what keeps the bytes from being read; the request ends with ``HTTPError/Code/requestBodyFailed``.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// Starts again at the first byte, when an idempotent request has to be sent on another connection.
    func rewind() throws
}
