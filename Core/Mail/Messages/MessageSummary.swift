import MIME

/// What lists show of a message: the parsed fields that are stored beside the raw mail, small enough for one database item.
///
/// As JSON it has at most 1,720 bytes, whatever the sender wrote: a DynamoDB item of up to 2 KB costs two write units.
public struct MessageSummary: Sendable, Equatable, Codable {
    /// One mailbox of an address field.
    public struct Correspondent: Sendable, Equatable, Codable {
        /// Display name, decoded.
        public var name: String
        /// addr-spec.
        public var address: String

        /// Creates a correspondent.
        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// Decoded; cut where it is long.
    public var subject: String
    /// The authors, at most two.
    public var from: [Correspondent]
    /// The header's recipients, at most two.
    public var to: [Correspondent]
    /// The Date field as RFC 3339; the sender's word, not when it came.
    public var date: String?
    /// Message-ID without angle brackets.
    public var messageID: String?
    /// The beginning of the text on one line; of a mail without plain text that of its HTML.
    public var snippet: String
    /// How many attachments a reader would list.
    public var attachmentCount: Int
    /// How many departures from the standards the structure has.
    public var defectCount: Int
    /// Where the parts lie in the raw mail; nil in summaries of versions before 3.
    public var parts: PartTable?
    /// The code and the link in it; nil in summaries of versions before 4.
    public var extract: SummaryExtract?
    /// Which parser made the summary; ``currentVersion`` is today's.
    public var version: Int

    /// Raised with every change of what a summary has, so that a stored one tells how it was made.
    public static let currentVersion = 4

    /// How far a mail is read for its summary alone: embedded messages in base64 are not decoded beyond a megabyte, since a summary has nothing
    /// of them.
    public static let limits = Limits(embeddedBytes: 1 << 20)

    /// Summarises a parsed mail.
    /// - Parameter extract: the code and the link in it, where somebody has looked for them.
    public init(_ message: Message, extract: SummaryExtract? = nil) {
        let reading = message.reading
        subject = (message.subject ?? "").summarised(jsonBytes: 240)
        from = message.from.prefix(2).map(Correspondent.init)
        to = message.to.prefix(2).map(Correspondent.init)
        date = message.date?.rfc3339
        messageID = message.messageID?.summarised(jsonBytes: 160)
        snippet = reading.preview(length: 240).summarised(jsonBytes: 240)
        attachmentCount = reading.attachments.count
        defectCount = message.structureDefects.count
        parts = PartTable(message)
        self.extract = extract
        version = Self.currentVersion
    }
}

extension MessageSummary.Correspondent {
    init(_ address: Address) {
        self.init(name: address.name.summarised(jsonBytes: 64), address: address.address.summarised(jsonBytes: 100))
    }
}
