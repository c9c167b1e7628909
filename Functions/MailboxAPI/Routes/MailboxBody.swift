import Mail

/// A mailbox as the API shows it.
struct MailboxBody: Encodable {
    var address: String
    var createdAt: String
    var expiresAt: String
    var plan: String
    var messageCount: Int
    /// Only in the answer that made the mailbox.
    var sessionToken: String?

    enum CodingKeys: String, CodingKey {
        case address, plan
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case messageCount = "message_count"
        case sessionToken = "session_token"
    }

    init(_ mailbox: Mailbox, token: SessionToken? = nil) {
        address = mailbox.address.description
        createdAt = mailbox.createdAt.rfc3339
        expiresAt = mailbox.expiresAt.rfc3339
        plan = mailbox.plan
        messageCount = mailbox.messageCount
        sessionToken = token?.value
    }
}
