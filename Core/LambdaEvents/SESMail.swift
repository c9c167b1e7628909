import FoundationEssentials

extension SESEvent {
    /// `mail` of a record: what the message and its envelope say.
    public struct Mail: Sendable, Codable {
        /// SES's identifier, which also names the object of the S3 action.
        public var messageID: String
        /// The envelope's sender; empty or missing for the null path.
        public var source: String?
        /// When SES took the mail, as SES writes it.
        public var timestamp: String?
        /// The header's recipients. The envelope's are in ``Receipt/recipients``.
        public var destination: [String]
        /// Whether ``headers`` are not all.
        public var headersTruncated: Bool?
        /// The header fields, as far as they go.
        public var headers: [Header]
        /// Fields that SES has read from the header.
        public var commonHeaders: CommonHeaders?

        enum CodingKeys: String, CodingKey {
            case source, timestamp, destination, headersTruncated, headers, commonHeaders
            case messageID = "messageId"
        }

        /// Creates a mail with what is required.
        public init(messageID: String, source: String? = nil, timestamp: String? = nil, destination: [String] = []) {
            self.messageID = messageID
            self.source = source
            self.timestamp = timestamp
            self.destination = destination
            headersTruncated = false
            headers = []
        }

        /// Reads `mail`; only `messageId` is required.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            messageID = try container.decode(String.self, forKey: .messageID)
            guard !messageID.isEmpty else {
                throw DecodingProblem.empty(at: container.codingPath + [CodingKeys.messageID])
            }
            source = container.lenientText(.source)
            timestamp = container.lenientText(.timestamp)
            destination = container.lenientTexts(.destination)
            headersTruncated = try? container.decode(Bool.self, forKey: .headersTruncated)
            headers = (try? container.decode([Lenient<Header>].self, forKey: .headers))?.compactMap(\.value) ?? []
            commonHeaders = try? container.decode(CommonHeaders.self, forKey: .commonHeaders)
        }
    }

    /// A header field as SES gives it.
    public struct Header: Sendable, Codable {
        /// Field name.
        public var name: String
        /// Field value.
        public var value: String
    }

    /// Fields that SES has read from the header; whatever the sender wrote.
    public struct CommonHeaders: Sendable, Codable {
        /// Return-Path.
        public var returnPath: String?
        /// From.
        public var from: [String]
        /// Date, as written.
        public var date: String?
        /// To.
        public var to: [String]
        /// Cc.
        public var cc: [String]
        /// Message-ID.
        public var messageID: String?
        /// Subject.
        public var subject: String?

        enum CodingKeys: String, CodingKey {
            case returnPath, from, date, to, cc, subject
            case messageID = "messageId"
        }

        /// Creates fields without any but this.
        public init(messageID: String?) {
            self.messageID = messageID
            from = []
            to = []
            cc = []
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            returnPath = container.lenientText(.returnPath)
            from = container.lenientTexts(.from)
            date = container.lenientText(.date)
            to = container.lenientTexts(.to)
            cc = container.lenientTexts(.cc)
            messageID = container.lenientText(.messageID)
            subject = container.lenientText(.subject)
        }
    }
}
