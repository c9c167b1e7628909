import MIME

/// What lists show of a message: the parsed fields that are stored beside the raw mail, small enough for one database item.
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

    /// Decoded, cut to 250 characters.
    public var subject: String
    /// The authors, at most three.
    public var from: [Correspondent]
    /// The header's recipients, at most three.
    public var to: [Correspondent]
    /// The Date field as RFC 3339; the sender's word, not when it came.
    public var date: String?
    /// Message-ID without angle brackets.
    public var messageID: String?
    /// The beginning of the text body on one line.
    public var snippet: String
    /// How many attachments a reader would list.
    public var attachmentCount: Int
    /// How many departures from the standards the structure has.
    public var defectCount: Int
    /// Which parser made the summary; ``currentVersion`` is today's.
    public var version: Int

    /// Raised whenever the summary of some mail would come out different, so that `postroom reparse` knows what is old.
    public static let currentVersion = 1

    /// Summarises a parsed mail.
    public init(_ message: Message) {
        let reading = message.reading
        subject = String((message.subject ?? "").prefix(250))
        from = message.from.prefix(3).map(Correspondent.init)
        to = message.to.prefix(3).map(Correspondent.init)
        date = message.date?.rfc3339
        messageID = message.messageID.map { String($0.prefix(250)) }
        snippet = Self.snippet(reading.text ?? "")
        attachmentCount = reading.attachments.count
        defectCount = message.structureDefects.count
        version = Self.currentVersion
    }

    private static func snippet(_ text: String) -> String {
        text.prefix(2000).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(140).description
    }
}

extension MessageSummary.Correspondent {
    init(_ address: Address) {
        self.init(name: String(address.name.prefix(100)), address: String(address.address.prefix(254)))
    }
}
