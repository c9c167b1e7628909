import FoundationEssentials

extension Inbox {
    /// A place in the order in which mail was stored: `m42` is behind the 42nd message. Not a time: clocks are wrong, and mail overtakes mail.
    public struct Cursor: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
        /// Before all mail.
        public static let start = Cursor(seq: 0)

        private let seq: Int

        private init(seq: Int) { self.seq = seq }

        /// Reads `m42`; nil when it is something else.
        public init?(_ text: String) {
            guard text.first == "m", let seq = Int(text.dropFirst()), seq >= 0 else { return nil }
            self.seq = seq
        }

        /// Reads the text form.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let cursor = Cursor(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no cursor")
            }
            self = cursor
        }

        /// Writes the text form.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }

        /// The text form.
        public var description: String { "m\(seq)" }

        /// Earlier comes first.
        public static func < (left: Cursor, right: Cursor) -> Bool { left.seq < right.seq }
    }

    /// What the server says of a mailbox.
    public struct Details: Sendable, Codable {
        /// Where mail is sent to.
        public var address: String
        /// When it was made.
        public var createdAt: Date
        /// From when on it is gone.
        public var expiresAt: Date
        /// The plan that counts for it.
        public var plan: String
        /// Messages in it.
        public var messageCount: Int
        /// What its owner calls it.
        public var label: String?
        /// What its owner keeps with it.
        public var metadata: [String: String]
        /// Behind the last message.
        public var cursor: Cursor
        /// What opens it; only when it was made.
        public var sessionToken: String?

        enum CodingKeys: String, CodingKey {
            case address, plan, label, metadata, cursor
            case createdAt = "created_at"
            case expiresAt = "expires_at"
            case messageCount = "message_count"
            case sessionToken = "session_token"
        }
    }

    /// Somebody in an address field.
    public struct Correspondent: Sendable, Hashable, Codable, CustomStringConvertible {
        /// The display name; empty where there is none.
        public var name: String
        /// The address; empty where there is none.
        public var address: String

        /// As mail programs show it.
        public var description: String { name.isEmpty ? address : "\(name) <\(address)>" }
    }

    /// What was found out about where a mail comes from: `PASS`, `FAIL` and other words of SES; nil on a laptop.
    public struct Verdicts: Sendable, Hashable, Codable {
        /// Spam scan.
        public var spam: String?
        /// Virus scan.
        public var virus: String?
        /// Sender Policy Framework.
        public var spf: String?
        /// DomainKeys Identified Mail.
        public var dkim: String?
        /// Whether the author's domain stands behind it.
        public var dmarc: String?
    }

    /// A message in a list. A key with the scope `codes` alone sees neither subject nor people nor text, but ``fromDomain``.
    public struct Message: Sendable, Codable {
        /// The code and the link in a message.
        public struct Extract: Sendable, Hashable, Codable {
            /// The code to type in.
            public var otp: String?
            /// How sure that is, 0 to 1.
            public var confidence: Double?
            /// What the best link is for; the link itself is in ``Mail`` and in what a wait finds.
            public var link: String?
        }

        /// Names the message.
        public var id: String
        /// Behind the message.
        public var cursor: Cursor
        /// When it came.
        public var receivedAt: Date
        /// Bytes of the raw mail.
        public var size: Int?
        /// Whether it was read.
        public var isRead: Bool?
        /// The subject, decoded.
        public var subject: String?
        /// The authors.
        public var from: [Correspondent]?
        /// The recipients in the header.
        public var to: [Correspondent]?
        /// The beginning of the text.
        public var snippet: String?
        /// How many files it has.
        public var attachmentCount: Int?
        /// The domain of the author's address, for a key that sees no more.
        public var fromDomain: String?
        /// Whether that domain stands behind the mail.
        public var isAuthenticated: Bool?
        /// What was found out about where it comes from.
        public var verdicts: Verdicts
        /// The code and the link.
        public var extract: Extract

        enum CodingKeys: String, CodingKey {
            case id, cursor, size, subject, from, to, snippet, verdicts, extract
            case receivedAt = "received_at"
            case isRead = "is_read"
            case attachmentCount = "attachment_count"
            case fromDomain = "from_domain"
            case isAuthenticated = "is_authenticated"
        }
    }

    /// Some messages of a list.
    public struct Page: Sendable, Codable {
        /// The messages.
        public var messages: [Message]
        /// Give it as `before` to get the next page; nil on the last one.
        public var next: Cursor?
        /// Behind the last message of the mailbox.
        public var cursor: Cursor
        /// Messages in the mailbox.
        public var total: Int
    }
}
