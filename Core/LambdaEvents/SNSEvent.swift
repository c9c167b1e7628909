/// The event with which an SNS topic invokes a function.
///
/// Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SNS".
public struct SNSEvent: Sendable, Decodable {
    /// One notification. SNS sends one record in an event.
    public struct Record: Sendable, Decodable {
        /// What was published.
        public var notification: Notification

        enum CodingKeys: String, CodingKey {
            case notification = "Sns"
        }
    }

    /// What was published.
    public struct Notification: Sendable, Decodable {
        /// The same for every time that it is delivered.
        public var messageID: String
        /// The topic.
        public var topicARN: String?
        /// The subject, where it was given one.
        public var subject: String?
        /// What was published.
        public var message: String
        /// When it was published, as SNS writes it.
        public var timestamp: String?
        /// Attributes of the types `String` and `Number` by name.
        public var attributes: [String: String]

        /// A notification that came some other way.
        public init(messageID: String, message: String, subject: String? = nil, topicARN: String? = nil, timestamp: String? = nil) {
            self.messageID = messageID
            self.message = message
            self.subject = subject
            self.topicARN = topicARN
            self.timestamp = timestamp
            attributes = [:]
        }

        private struct Attribute: Decodable {
            var Value: String
        }

        enum CodingKeys: String, CodingKey {
            case messageID = "MessageId"
            case topicARN = "TopicArn"
            case subject = "Subject"
            case message = "Message"
            case timestamp = "Timestamp"
            case attributes = "MessageAttributes"
        }

        /// Reads a notification; only id and message are required.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            messageID = try container.decode(String.self, forKey: .messageID)
            message = try container.decode(String.self, forKey: .message)
            topicARN = container.lenientText(.topicARN)
            subject = container.lenientText(.subject)
            timestamp = container.lenientText(.timestamp)
            let attributes = try? container.decode([String: Lenient<Attribute>].self, forKey: .attributes)
            self.attributes = attributes?.compactMapValues(\.value?.Value) ?? [:]
        }
    }

    /// The notifications.
    public var records: [Record]

    enum CodingKeys: String, CodingKey {
        case records = "Records"
    }
}
