import Mail

/// A mailbox as the API shows it.
struct MailboxBody: Encodable {
    /// What mail it takes.
    struct Limits: Encodable {
        /// Null for any number.
        @OrNull var maxMessages: Int?
        var maxMessageBytes: Int

        enum CodingKeys: String, CodingKey {
            case maxMessages = "max_messages"
            case maxMessageBytes = "max_message_bytes"
        }
    }

    var address: String
    var createdAt: String
    var expiresAt: String
    var plan: String
    var messageCount: Int
    @OrNull var label: String?
    var metadata: [String: String]
    /// Behind the last message: what comes later is new.
    var cursor: Cursor
    var limits: Limits
    /// Only in the answer that made the mailbox.
    var sessionToken: String?

    enum CodingKeys: String, CodingKey {
        case address, plan, label, metadata, cursor, limits
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case messageCount = "message_count"
        case sessionToken = "session_token"
    }

    init(_ mailbox: Mailbox, plan: Plan, maximumMessageBytes: Int, token: SessionToken? = nil) {
        address = mailbox.address.description
        createdAt = mailbox.createdAt.rfc3339
        expiresAt = mailbox.expiresAt.rfc3339
        self.plan = plan.name
        messageCount = mailbox.messageCount
        label = mailbox.label
        metadata = mailbox.metadata
        cursor = Cursor(mailbox.seq)
        limits = Limits(
            maxMessages: plan.maxMessagesPerMailbox < 0 ? nil : plan.maxMessagesPerMailbox, maxMessageBytes: maximumMessageBytes)
        sessionToken = token?.value
    }
}

/// Mailboxes in a list.
struct MailboxList: Encodable {
    var mailboxes: [MailboxBody]
    /// Give it as `cursor` to get the next page; null on the last one.
    @OrNull var next: String?
}
