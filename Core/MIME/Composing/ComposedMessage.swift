/// A mail that is ready to be written: CRLF line ends, transfer encodings chosen, boundaries that nothing in it begins a line with.
///
/// Large attachments are encoded while they are written, a piece at a time.
public struct ComposedMessage: Sendable {
    /// What comes next in the mail.
    enum Segment: Sendable {
        case bytes([UInt8])
        case base64([UInt8])
    }

    let segments: [Segment]

    /// Prepares a mail.
    /// - Parameters:
    ///   - fields: the header without MIME-Version and the fields that `content` makes.
    ///   - content: the part tree.
    ///   - boundarySeed: what boundaries are made from. The same seed and content give the same bytes.
    /// - Throws: ``FieldError`` where the tree has a media type, a parameter's name or a Content-ID that cannot be written.
    public init(fields: [HeaderLine], content: PartContent, boundarySeed: UInt64) throws(FieldError) {
        var writer = try TreeWriter(fields, content, Boundaries(seed: boundarySeed))
        segments = writer.write()
    }

    /// How many bytes the mail has.
    public var count: Int {
        segments.reduce(0) {
            switch $1 {
            case .bytes(let bytes): $0 + bytes.count
            case .base64(let bytes): $0 + Base64Writer.size(ofBody: bytes.count)
            }
        }
    }

    /// The whole mail.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for segment in segments {
            switch segment {
            case .bytes(let bytes): result += bytes
            case .base64(let bytes): Base64Writer.appendLines(bytes.span, to: &result)
            }
        }
        return result
    }

    /// Gives the mail in pieces of at most about 80 KB, or of whatever size a body that is written as it is has.
    public func forEachPiece<Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        let pieceBytes = 1024 * Base64Writer.lineBytes
        for segment in segments {
            switch segment {
            case .bytes(let bytes): try body(bytes)
            case .base64(let bytes):
                var start = 0
                while start < bytes.count {
                    let end = min(start + pieceBytes, bytes.count)
                    var piece: [UInt8] = []
                    Base64Writer.appendLines(bytes.span.extracting(start..<end), to: &piece)
                    try body(piece)
                    start = end
                }
            }
        }
    }
}
