/// Why a header field cannot be written as asked.
public struct FieldError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of problem.
    public enum Code: String, Sendable {
        /// A field name that is empty, too long, or has other than printable ASCII without colon (RFC 5322 section 3.6.8).
        case invalidName
        /// CR, LF or NUL in a value that is written as it is (RFC 5322 section 2.2).
        case lineEndInValue
        /// A word without white space that no line of 998 characters holds (RFC 5322 section 2.1.1).
        case wordTooLong
        /// An address that is not `local-part@domain` (RFC 5322 section 3.4.1).
        case invalidAddress
        /// An address or identifier that is not ASCII, where UTF-8 is not allowed (RFC 6532).
        case notASCII
        /// A message identifier that is empty, or has white space, brackets or control characters (RFC 5322 section 3.6.4).
        case invalidMessageID
        /// A mail without an author, or one of several authors without a sender (RFC 5322 section 3.6.2).
        case missingSender
        /// A multipart that is given as bytes, or parts under a type that is no multipart (RFC 2046 section 5.1).
        case contentOfOtherType
        /// A media type, a disposition or the name of a parameter that is no token (RFC 2045 section 5.1).
        case invalidToken
    }

    /// The kind of problem.
    public let code: Code
    /// What it was found in, cut short.
    public let detail: String

    init(_ code: Code, _ detail: some StringProtocol) {
        self.code = code
        self.detail = String(detail.prefix(80))
    }

    /// The kind of problem and where it was.
    public var description: String { "\(code.rawValue): '\(detail)'" }
}
