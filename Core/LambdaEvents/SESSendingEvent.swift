/// What SES publishes of a mail that it was given to send, by the event destination of a configuration set.
///
/// Source: Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS". Only `mail.messageId` and the type are
/// required: everything else is there or not, by type and by version.
public struct SESSendingEvent: Sendable, Decodable {
    /// The mail.
    public struct Mail: Sendable, Decodable {
        /// What SES answered when it took the mail.
        public var messageID: String
        /// When that was, as SES writes it.
        public var timestamp: String?
        /// The envelope recipients.
        public var destination: [String]
        /// The tags that it was sent with, and those of SES.
        public var tags: [String: [String]]

        enum CodingKeys: String, CodingKey {
            case messageID = "messageId"
            case timestamp, destination, tags
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            messageID = try container.decode(String.self, forKey: .messageID)
            timestamp = container.lenientText(.timestamp)
            destination = container.lenientTexts(.destination)
            tags = (try? container.decode([String: [String]].self, forKey: .tags)) ?? [:]
        }
    }

    /// Why it came back.
    public struct Bounce: Sendable, Decodable {
        /// `Permanent`, `Transient` or `Undetermined`.
        public var type: String?
        /// `General`, `NoEmail`, `Suppressed`, `OnAccountSuppressionList`, `MailboxFull` …
        public var subtype: String?
        /// What the target's server said, for the first recipient.
        public var diagnosis: String?

        enum CodingKeys: String, CodingKey {
            case type = "bounceType"
            case subtype = "bounceSubType"
            case recipients = "bouncedRecipients"
        }

        private struct Recipient: Decodable {
            var diagnosticCode: String?
            var status: String?
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            type = container.lenientText(.type)
            subtype = container.lenientText(.subtype)
            let recipient = (try? container.decode([Recipient].self, forKey: .recipients))?.first
            diagnosis = recipient?.diagnosticCode ?? recipient?.status
        }
    }

    /// Why it was not sent, or not delivered yet.
    public struct Reason: Sendable, Decodable {
        /// Of a rejection: `Bad content`.
        public var reason: String?
        /// Of a delay: `MailboxFull`, `TransientCommunicationFailure` …
        public var delayType: String?

        enum CodingKeys: CodingKey {
            case reason, delayType
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            reason = container.lenientText(.reason)
            delayType = container.lenientText(.delayType)
        }
    }

    /// `Send`, `Delivery`, `Bounce`, `Complaint`, `Reject`, `DeliveryDelay` …
    public var type: String
    /// The mail.
    public var mail: Mail
    /// Of a bounce.
    public var bounce: Bounce?
    /// Of a rejection.
    public var reject: Reason?
    /// Of a delay.
    public var deliveryDelay: Reason?

    enum CodingKeys: String, CodingKey {
        case eventType, notificationType, mail, bounce, reject, deliveryDelay
    }

    /// Reads an event. Notifications of identities call the type `notificationType`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .eventType) ?? container.decode(String.self, forKey: .notificationType)
        mail = try container.decode(Mail.self, forKey: .mail)
        bounce = try? container.decode(Bounce.self, forKey: .bounce)
        reject = try? container.decode(Reason.self, forKey: .reject)
        deliveryDelay = try? container.decode(Reason.self, forKey: .deliveryDelay)
    }
}
