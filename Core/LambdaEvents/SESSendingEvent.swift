/// What SES publishes of a mail that it was given to send: by the event destination of a configuration set, or by the notifications of an identity.
///
/// Source: Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS" and "Amazon SNS notification contents for
/// Amazon SES". Only `mail.messageId` and the type are required: everything else is there or not, by type and by version.
public struct SESSendingEvent: Sendable, Decodable {
    /// The mail.
    public struct Mail: Sendable, Decodable {
        /// What SES answered when it took the mail.
        public var messageID: String
        /// When that was, as SES writes it.
        public var timestamp: String?
        /// The envelope's sender; the text of From where the envelope was not told apart.
        public var source: String?
        /// The envelope recipients.
        public var destination: [String]
        /// The header, where it was asked for.
        public var headers: [SESEvent.Header]
        /// What SES has read of the header.
        public var commonHeaders: SESEvent.CommonHeaders?
        /// The tags that it was sent with, and those of SES.
        public var tags: [String: [String]]

        /// Message-ID as whoever made the mail wrote it, with its brackets; SES sends the mail with one of its own.
        public var headerMessageID: String? {
            headers.first { $0.name.lowercased() == "message-id" }?.value ?? commonHeaders?.messageID
        }

        enum CodingKeys: String, CodingKey {
            case messageID = "messageId"
            case timestamp, source, destination, headers, commonHeaders, tags
        }

        /// Reads what is there.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            messageID = try container.decode(String.self, forKey: .messageID)
            timestamp = container.lenientText(.timestamp)
            source = container.lenientText(.source)
            destination = container.lenientTexts(.destination)
            headers = (try? container.decode([Lenient<SESEvent.Header>].self, forKey: .headers))?.compactMap(\.value) ?? []
            commonHeaders = try? container.decode(SESEvent.CommonHeaders.self, forKey: .commonHeaders)
            tags = (try? container.decode([String: [String]].self, forKey: .tags)) ?? [:]
        }
    }

    /// `Send`, `Delivery`, `Bounce`, `Complaint`, `Reject`, `DeliveryDelay` …
    public var type: String
    /// The mail.
    public var mail: Mail
    /// Of a delivery.
    public var delivery: Delivery?
    /// Of a bounce.
    public var bounce: Bounce?
    /// Of a complaint.
    public var complaint: Complaint?
    /// Of a rejection.
    public var reject: Reason?
    /// Of a delay.
    public var deliveryDelay: Reason?
    /// Of a template that could not be rendered.
    public var failure: Reason?
    /// Of an opening.
    public var open: Visit?
    /// Of a link that was followed.
    public var click: Visit?

    enum CodingKeys: String, CodingKey {
        case eventType, notificationType, mail, delivery, bounce, complaint, reject, deliveryDelay, failure, open, click
    }

    /// Reads an event. Notifications of identities call the type `notificationType`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decodeIfPresent(String.self, forKey: .eventType) ?? container.decode(String.self, forKey: .notificationType)
        mail = try container.decode(Mail.self, forKey: .mail)
        delivery = try? container.decode(Delivery.self, forKey: .delivery)
        bounce = try? container.decode(Bounce.self, forKey: .bounce)
        complaint = try? container.decode(Complaint.self, forKey: .complaint)
        reject = try? container.decode(Reason.self, forKey: .reject)
        deliveryDelay = try? container.decode(Reason.self, forKey: .deliveryDelay)
        failure = try? container.decode(Reason.self, forKey: .failure)
        open = try? container.decode(Visit.self, forKey: .open)
        click = try? container.decode(Visit.self, forKey: .click)
    }
}
