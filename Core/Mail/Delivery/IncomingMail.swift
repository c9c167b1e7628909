/// A mail that has been accepted for us, with everything that the envelope said.
public struct IncomingMail: Sendable {
    /// SES's identifier, or the local one of the same kind; it names the mail across retries.
    public var sesMessageID: String
    /// Where the raw mail is.
    public var rawKey: String
    /// MAIL FROM; nil for the null path.
    public var envelopeSender: String?
    /// Every RCPT TO, as given.
    public var recipients: [String]
    /// When it was accepted.
    public var receivedAt: Timestamp
    /// What was found out about it.
    public var verdicts: Verdicts

    /// Creates the description of a mail.
    public init(
        sesMessageID: String, rawKey: String, envelopeSender: String?, recipients: [String], receivedAt: Timestamp,
        verdicts: Verdicts = Verdicts()
    ) {
        self.sesMessageID = sesMessageID
        self.rawKey = rawKey
        self.envelopeSender = envelopeSender
        self.recipients = recipients
        self.receivedAt = receivedAt
        self.verdicts = verdicts
    }
}

/// What became of a mail for one recipient.
public struct RecipientOutcome: Sendable, Equatable {
    /// What happened.
    public enum Result: Sendable, Equatable {
        /// It is in the mailbox.
        case stored(MessageIdentifier, seq: Int)
        /// It was stored before; nothing changed.
        case duplicate(MessageIdentifier)
        /// It is not taken, and a retry does not help.
        case refused(Refusal)
        /// The recipient's domain belongs to somebody else, such as alias forwarding on the same receipt rule.
        case notMine
    }

    /// The recipient as the envelope has it.
    public var recipient: String
    /// What happened.
    public var result: Result

    /// Creates an outcome.
    public init(recipient: String, result: Result) {
        self.recipient = recipient
        self.result = result
    }
}

/// Some recipients could not be served because storage or publishing failed. Delivering the same mail again completes it.
public struct DeliveryIncomplete: Error, CustomStringConvertible {
    /// What happened to the recipients that were served.
    public let outcomes: [RecipientOutcome]
    /// What went wrong, by recipient.
    public let failures: [(recipient: String, error: any Error)]

    /// How many failed, and the first reason.
    public var description: String {
        let reason = failures.first.map { "\($0.error)" } ?? "unknown"
        return "\(failures.count) of \(failures.count + outcomes.count) recipients could not be served, the others are done: \(reason)"
    }
}
