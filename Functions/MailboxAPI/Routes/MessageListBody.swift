import Mail

/// A message in a list: what is stored, nothing is parsed for it.
struct MessageListItem: Encodable {
    var id: String
    var seq: Int
    var receivedAt: String
    var size: Int
    var isRead: Bool
    @OrNull var envelopeFrom: String?
    var subject: String
    var from: [MessageSummary.Correspondent]
    var to: [MessageSummary.Correspondent]
    @OrNull var date: String?
    var snippet: String
    var attachmentCount: Int
    var verdicts: Verdicts

    enum CodingKeys: String, CodingKey {
        case id, seq, size, subject, from, to, date, snippet, verdicts
        case receivedAt = "received_at"
        case isRead = "is_read"
        case envelopeFrom = "envelope_from"
        case attachmentCount = "attachment_count"
    }

    init(_ message: StoredMessage) {
        id = message.id.description
        seq = message.seq
        receivedAt = message.receivedAt.rfc3339
        size = message.size
        isRead = message.isRead
        envelopeFrom = message.envelopeSender
        subject = message.summary.subject
        from = message.summary.from
        to = message.summary.to
        date = message.summary.date
        snippet = message.summary.snippet
        attachmentCount = message.summary.attachmentCount
        verdicts = message.verdicts
    }
}

struct MessageList: Encodable {
    var messages: [MessageListItem]
    /// Give it as `before` to get the next page; null on the last one.
    @OrNull var next: Int?
}
