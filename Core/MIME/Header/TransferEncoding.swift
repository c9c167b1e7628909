/// Content-Transfer-Encoding (RFC 2045 section 6).
public enum TransferEncoding: Sendable, Equatable {
    /// `7bit`, lines of US-ASCII; the body is taken as it is.
    case sevenBit
    /// `8bit`, lines of any bytes; the body is taken as it is.
    case eightBit
    /// `binary`, any bytes; the body is taken as it is.
    case binary
    /// `base64` (RFC 2045 section 6.8).
    case base64
    /// `quoted-printable` (RFC 2045 section 6.7).
    case quotedPrintable
    /// A name that RFC 2045 does not know; the body is taken as it is.
    case unknown(String)

    /// The name as RFC 2045 writes it, in lower case.
    public var name: String {
        switch self {
        case .sevenBit: "7bit"
        case .eightBit: "8bit"
        case .binary: "binary"
        case .base64: "base64"
        case .quotedPrintable: "quoted-printable"
        case .unknown(let name): name
        }
    }

    /// The decoded bytes of a body; of one with defects as much as can be read.
    public func decode(_ body: [UInt8]) -> [UInt8] {
        var log = DefectLog()
        return BodyDecoder.decode(body.span, self, &log)
    }

    /// A body in this encoding, in lines with CRLF where it makes lines; as it is where the encoding does nothing.
    public func encode(_ body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        switch self {
        case .base64: Base64Writer.appendLines(body.span, to: &output)
        case .quotedPrintable: QuotedPrintableWriter.append(body.span, to: &output)
        case .sevenBit, .eightBit, .binary, .unknown: return body
        }
        return output
    }

    /// Reads a field value; comments are dropped, as the grammar of RFC 2045 section 6.1 with RFC 822's lexical rules allows them.
    init(parsing value: Span<UInt8>, _ log: inout DefectLog) {
        var tokens = HeaderTokens()
        if tokens.skipCFWS(value, &log) { log.note(.transferEncodingComment, "comment in Content-Transfer-Encoding") }
        let word =
            tokens.next(value) == ASCII.quote
            ? tokens.quotedString(value, &log).range
            : tokens.prefix(value) { !$0.isFWS && $0 != ASCII.leftParenthesis && $0 != ASCII.semicolon }
        if tokens.skipCFWS(value, &log) { log.note(.transferEncodingComment, "comment in Content-Transfer-Encoding") }
        switch value.loweredString(word) {
        case "7bit", "7-bit", "": self = .sevenBit
        case "8bit", "8-bit": self = .eightBit
        case "binary": self = .binary
        case "base64": self = .base64
        case "quoted-printable": self = .quotedPrintable
        case let other:
            self = .unknown(other)
            log.note(.unknownTransferEncoding, "'\(other)'; the body is kept as it is")
        }
    }

    /// As for a span.
    init(parsing value: [UInt8], _ log: inout DefectLog) { self.init(parsing: value.span, &log) }
}
