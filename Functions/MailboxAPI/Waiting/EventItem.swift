import Mail

/// An event as sockets, webhooks and `/events` have it.
struct EventItem: Encodable {
    var event: String
    /// The same for every repetition.
    var id: String
    var cursor: Cursor
    var seq: Int
    var mailbox: String
    var messageID: String
    var receivedAt: String
    var size: Int
    var hasAttachments: Bool
    /// Not for who sees nothing of what senders write.
    var from: String?
    var subject: String?
    var extract: ExtractItem

    enum CodingKeys: String, CodingKey {
        case event, id, cursor, seq, mailbox, size, from, subject, extract
        case messageID = "message_id"
        case receivedAt = "received_at"
        case hasAttachments = "has_attachments"
    }

    init(_ message: StoredMessage, to caller: Caller) {
        let published = MailboxEvent(newMessage: message)
        event = published.kind.rawValue
        id = published.id
        cursor = Cursor(message.seq)
        seq = message.seq
        mailbox = message.mailbox.description
        messageID = message.id.description
        receivedAt = message.receivedAt.rfc3339
        size = message.size
        hasAttachments = message.summary.attachmentCount > 0
        if !caller.isBlind {
            from = message.summary.from.first?.address ?? ""
            subject = message.summary.subject
        }
        extract = ExtractItem(message.summary.extract)
    }
}

/// Events in commit order.
struct EventList: Encodable {
    var events: [EventItem]
    /// Give it as `after` to go on.
    var cursor: Cursor
}
