/// One recipient's copy of a mail.
public struct StoredMessage: Sendable, Equatable {
    /// The same for every attempt to deliver the same mail to the same recipient.
    public var id: MessageIdentifier
    /// The mailbox it is in.
    public var mailbox: EmailAddress
    /// Its place in the commit order of the mailbox, from 1.
    public var seq: Int
    /// Where the raw mail is.
    public var rawKey: String
    /// Bytes of the raw mail.
    public var size: Int
    /// When the mail was accepted.
    public var receivedAt: Timestamp
    /// The envelope's sender (MAIL FROM); nil for the null path of bounces or where it is not known.
    public var envelopeSender: String?
    /// What was found out about the mail on the way in.
    public var verdicts: Verdicts
    /// The parsed fields.
    public var summary: MessageSummary
    /// Whether somebody has read it.
    public var isRead: Bool

    /// Creates a message; the store sets ``seq`` when it commits.
    public init(
        id: MessageIdentifier, mailbox: EmailAddress, seq: Int = 0, rawKey: String, size: Int, receivedAt: Timestamp,
        envelopeSender: String?, verdicts: Verdicts, summary: MessageSummary, isRead: Bool = false
    ) {
        self.id = id
        self.mailbox = mailbox
        self.seq = seq
        self.rawKey = rawKey
        self.size = size
        self.receivedAt = receivedAt
        self.envelopeSender = envelopeSender
        self.verdicts = verdicts
        self.summary = summary
        self.isRead = isRead
    }
}
