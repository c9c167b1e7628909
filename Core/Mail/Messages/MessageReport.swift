import Crypto
import MIME

/// Everything that can be read out of one mail, as JSON: what `postroom parse --json` prints and the API answers.
public struct MessageReport: Encodable, Sendable {
    /// A header field with its decoded value.
    public struct Header: Encodable, Sendable {
        /// As written; empty for a line that is no field.
        public var name: String
        /// Decoded.
        public var value: String

        /// Creates a field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One mailbox of an address field.
    public struct Mailbox: Encodable, Sendable {
        /// Display name, decoded; empty when there is none.
        public var name: String
        /// addr-spec; empty when there is none.
        public var address: String
    }

    /// One node of the part tree.
    public struct PartReport: Encodable, Sendable {
        /// Place in the tree: `1` is the message.
        public var path: String
        /// `type/subtype`.
        public var contentType: String
        /// As written, in lower case.
        @OrNull public var charset: String?
        /// Transfer encoding.
        public var encoding: String
        /// `inline`, `attachment`, or another token.
        @OrNull public var disposition: String?
        /// As the sender suggests it.
        @OrNull public var filename: String?
        /// Without angle brackets.
        @OrNull public var contentID: String?
        /// First byte of the encoded body.
        public var offset: Int
        /// Bytes of the encoded body.
        public var length: Int
        /// Bytes of the decoded body; nil for a multipart, whose content is its parts.
        @OrNull public var decodedSize: Int?
        /// Of the decoded body, hexadecimal; nil for a multipart, and where messages are nested deeper than anybody would compare them.
        @OrNull public var sha256: String?
        /// The path of the encoded message that the offset counts in; nil for the raw mail.
        @OrNull public var within: String?

        enum CodingKeys: String, CodingKey {
            case path, charset, encoding, disposition, filename, offset, length, sha256, within
            case contentType = "content_type"
            case contentID = "content_id"
            case decodedSize = "decoded_size"
        }
    }

    /// A departure from the standards.
    public struct DefectReport: Encodable, Sendable {
        /// Stable name.
        public var code: String
        /// The part it is in.
        public var path: String
        /// What was met.
        public var detail: String
    }

    /// Where the mail was read from.
    public var file: String?
    /// The message's own header.
    public var headers: [Header]
    /// Decoded.
    @OrNull public var subject: String?
    /// Authors.
    public var from: [Mailbox]
    /// Primary recipients.
    public var to: [Mailbox]
    /// Other recipients.
    public var cc: [Mailbox]
    /// Where replies go.
    public var replyTo: [Mailbox]
    /// RFC 3339, in the sender's zone.
    @OrNull public var date: String?
    /// Without angle brackets.
    @OrNull public var messageID: String?
    /// The text body.
    @OrNull public var text: String?
    /// The HTML body.
    @OrNull public var html: String?
    /// The part tree, depth first.
    public var parts: [PartReport]
    /// Those of ``parts`` that a reader lists as attachments.
    public var attachments: [PartReport]
    /// What departs from the standards.
    public var defects: [DefectReport]

    enum CodingKeys: String, CodingKey {
        case file, headers, subject, from, to, cc, date, text, html, parts, attachments, defects
        case replyTo = "reply_to"
        case messageID = "message_id"
    }

    /// Decodes the whole message.
    public init(_ message: Message, file: String? = nil) {
        let reading = message.reading
        let attached = Set(reading.attachments.map(\.path))
        self.file = file
        headers = message.root.headers.map { Header(name: $0.name, value: $0.value) }
        subject = message.subject
        from = message.from.map(Mailbox.init)
        to = message.to.map(Mailbox.init)
        cc = message.cc.map(Mailbox.init)
        replyTo = message.replyTo.map(Mailbox.init)
        date = message.date?.rfc3339
        messageID = message.messageID
        text = reading.text
        html = reading.html
        parts = message.parts.map(PartReport.init)
        attachments = parts.filter { attached.contains($0.path) }
        defects = message.defects.map { DefectReport(code: $0.code.rawValue, path: $0.path, detail: $0.detail) }
    }
}

extension MessageReport.Mailbox {
    init(_ address: Address) {
        self.init(name: address.name, address: address.address)
    }
}

extension MessageReport.PartReport {
    /// Messages inside messages whose digest is computed; deeper ones would be hashed once for every level around them.
    private static let hashedNesting = 4

    init(_ part: Part) {
        let type = part.contentType
        let isHashed =
            !part.isContainer || type.type != "multipart" && part.path.utf8.count { $0 == UInt8(ascii: ".") } < Self.hashedNesting
        let decoded = isHashed ? part.decodedBody : nil
        self.init(
            path: part.path, contentType: type.essence, charset: type.charset, encoding: part.transferEncoding.name,
            disposition: part.contentDisposition?.type, filename: part.filename, contentID: part.contentID,
            offset: part.bodyRange.lowerBound, length: part.bodyRange.count, decodedSize: decoded?.count,
            sha256: decoded.map { SHA256.hash($0).hexadecimal }, within: part.within?.path)
    }
}
