import FoundationEssentials

/// The event with which an SES receipt rule's Lambda action invokes a function.
///
/// Only `messageId` and `receipt.recipients` are required. Everything else is optional and kept as text where senders or new
/// versions of SES may write what nobody expects: a strict reading loses mail.
/// Source: Amazon SES Developer Guide, "Event data for the Lambda action".
public struct SESEvent: Sendable, Codable {
    /// One mail. SES sends one record in an event.
    public struct Record: Sendable, Codable {
        /// The mail and how it was received.
        public var ses: Content
        /// `aws:ses`.
        public var eventSource: String?
        /// `1.0`.
        public var eventVersion: String?

        /// Creates a record.
        public init(ses: Content) {
            self.ses = ses
            eventSource = "aws:ses"
            eventVersion = "1.0"
        }
    }

    /// What SES says about a mail.
    public struct Content: Sendable, Codable {
        /// The mail itself.
        public var mail: Mail
        /// How it was received.
        public var receipt: Receipt

        /// Creates the content of a record.
        public init(mail: Mail, receipt: Receipt) {
            self.mail = mail
            self.receipt = receipt
        }
    }

    /// The records.
    public var records: [Record]

    enum CodingKeys: String, CodingKey {
        case records = "Records"
    }

    /// Creates an event.
    public init(records: [Record]) {
        self.records = records
    }
}

extension SESEvent.Record {
    enum CodingKeys: String, CodingKey {
        case ses, eventSource, eventVersion
    }

    /// Reads a record; only the mail is required.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ses = try container.decode(SESEvent.Content.self, forKey: .ses)
        eventSource = container.lenientText(.eventSource)
        eventVersion = container.lenientText(.eventVersion)
    }
}
