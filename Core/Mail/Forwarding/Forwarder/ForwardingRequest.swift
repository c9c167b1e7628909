import Mail

/// A mail that came in, and what SES found out about it.
public struct ForwardingRequest: Sendable, Equatable {
    /// SES's identifier; it names the mail across retries.
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
    /// What the sender's domain asks for when DMARC fails: `none`, `quarantine`, `reject`.
    public var dmarcPolicy: String?

    /// Describes a mail.
    public init(
        sesMessageID: String, rawKey: String, envelopeSender: String?, recipients: [String], receivedAt: Timestamp,
        verdicts: Verdicts = Verdicts(), dmarcPolicy: String? = nil
    ) {
        self.sesMessageID = sesMessageID
        self.rawKey = rawKey
        self.envelopeSender = envelopeSender
        self.recipients = recipients
        self.receivedAt = receivedAt
        self.verdicts = verdicts
        self.dmarcPolicy = dmarcPolicy
    }
}
