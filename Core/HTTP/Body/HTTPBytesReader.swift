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
