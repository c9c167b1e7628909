/// Composes a mail from what a person sees of it: addresses, a subject, text, HTML, images and files (RFC 5322 section 3.6, RFC 2046).
///
/// ```swift
/// var composer = MessageComposer(from: [Address(name: "Jane", address: "jane@example.com")], date: date, messageID: "1@example.com")
/// composer.to = [Address(name: "", address: "joan@example.org")]
/// composer.subject = "Grüße"
/// composer.text = "Hello"
/// let bytes = try composer.compose(boundarySeed: 1).bytes
/// ```
///
/// It has no clock and no randomness: the date, the identifier and the seed of the boundaries are the caller's.
public struct MessageComposer: Sendable {
    /// A file that goes along.
    public struct File: Sendable {
        /// The name that readers show; any text.
        public var name: String?
        /// `type/subtype`. A file of message/rfc822 is an embedded mail.
        public var mediaType: String
        /// The content, which comes out as it is.
        public var bytes: [UInt8]
        /// Content-ID without angle brackets, which HTML refers to as `cid:`; needed for inline images only.
        public var contentID: String?

        /// Creates a file.
        public init(name: String?, mediaType: String = "application/octet-stream", bytes: [UInt8], contentID: String? = nil) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
            self.contentID = contentID
        }
    }

    /// A calendar object for an invitation, an answer or a cancellation (RFC 5546, RFC 6047).
    public struct Calendar: Sendable {
        /// The text of the object.
        public var text: String
        /// Its METHOD, such as `REQUEST`.
        public var method: String

        /// Creates a calendar object.
        public init(text: String, method: String) {
            self.text = text
            self.method = method
        }
    }

    /// The authors.
    public var from: [Address]
    /// When the mail is written.
    public var date: DateTime
    /// Message-ID without angle brackets.
    public var messageID: String
    /// Who sends for the authors.
    public var sender: Address?
    /// Where answers go.
    public var replyTo: [Address] = []
    /// Recipients.
    public var to: [Address] = []
    /// More recipients. There is no Bcc: who gets the mail is a matter of the envelope.
    public var cc: [Address] = []
    /// The subject; any text.
    public var subject: String?
    /// Identifiers of the mails that this answers, without angle brackets.
    public var inReplyTo: [String] = []
    /// Identifiers of the thread, without angle brackets.
    public var references: [String] = []
    /// More fields.
    public var fields: [HeaderLine] = []
    /// The plain text.
    public var text: String?
    /// The HTML.
    public var html: String?
    /// What the HTML shows in its place.
    public var inlineFiles: [File] = []
    /// An invitation or the like.
    public var calendar: Calendar?
    /// Files to save.
    public var attachments: [File] = []
    /// Whether addresses may have UTF-8, which only SMTPUTF8 carries (RFC 6531).
    public var allowsUTF8Addresses = false

    /// Creates a composer.
    public init(from: [Address], date: DateTime, messageID: String) {
        self.from = from
        self.date = date
        self.messageID = messageID
    }

    /// Prepares the mail.
    /// - Parameter boundarySeed: what boundaries are made from; they occur nowhere in the content, whatever the seed.
    /// - Throws: ``FieldError`` where an address, an identifier, a media type or a name of a field cannot be written.
    public func compose(boundarySeed: UInt64) throws(FieldError) -> ComposedMessage {
        try ComposedMessage(fields: header(), content: content, boundarySeed: boundarySeed)
    }

    private func header() throws(FieldError) -> [HeaderLine] {
        guard from.count == 1 || from.count > 1 && sender != nil else { throw FieldError(.missingSender, "\(from.count) authors") }
        var lines = [HeaderLine(known: "Date", FieldValue(date: date)), HeaderLine(known: "From", try value(from))]
        if let sender { lines.append(HeaderLine(known: "Sender", try value([sender]))) }
        if !replyTo.isEmpty { lines.append(HeaderLine(known: "Reply-To", try value(replyTo))) }
        if !to.isEmpty { lines.append(HeaderLine(known: "To", try value(to))) }
        if !cc.isEmpty { lines.append(HeaderLine(known: "Cc", try value(cc))) }
        if let subject { lines.append(HeaderLine(known: "Subject", FieldValue(text: subject))) }
        lines.append(HeaderLine(known: "Message-ID", try FieldValue(messageIDs: [messageID])))
        if !inReplyTo.isEmpty { lines.append(HeaderLine(known: "In-Reply-To", try FieldValue(messageIDs: inReplyTo))) }
        if !references.isEmpty { lines.append(HeaderLine(known: "References", try FieldValue(messageIDs: references))) }
        return lines + fields
    }

    private func value(_ addresses: [Address]) throws(FieldError) -> FieldValue {
        try FieldValue(addresses: addresses, allowingUTF8: allowsUTF8Addresses)
    }

    /// The part tree: mixed around alternative around related, as far as each is needed.
    var content: PartContent {
        var alternatives: [PartContent] = []
        var files = attachments.map { PartContent.attachment($0.bytes, name: $0.name, mediaType: $0.mediaType, contentID: $0.contentID) }
        if let text { alternatives.append(.text(text)) }
        if let html {
            let root = PartContent.text(html, subtype: "html")
            let inline = inlineFiles.map(Self.inline)
            // RFC 2387 section 3.1: the type of the root is a parameter.
            alternatives.append(
                inline.isEmpty ? root : .multipart("related", [root] + inline, parameters: [Parameter("type", "text/html")]))
        } else {
            files = inlineFiles.map(Self.inline) + files
        }
        if let calendar { alternatives.append(.calendar(calendar.text, method: calendar.method)) }
        let body = alternatives.count > 1 ? PartContent.multipart("alternative", alternatives) : alternatives.first
        if files.isEmpty { return body ?? .text("") }
        return .multipart("mixed", (body.map { [$0] } ?? []) + files)
    }

    private static func inline(_ file: File) -> PartContent {
        var part = PartContent.attachment(file.bytes, name: file.name, mediaType: file.mediaType, contentID: file.contentID)
        part.disposition = "inline"
        return part
    }
}
