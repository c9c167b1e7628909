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
