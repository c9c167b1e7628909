import Extraction
import Mail

/// A whole message: the list's fields that are not in the report, the report of the raw mail, and the codes and links in it.
struct MessageBody: Encodable {
    var message: StoredMessage
    var report: MessageReport
    var extraction: Extraction

    enum CodingKeys: String, CodingKey {
        case id, mailbox, seq, cursor, size, verdicts, extract
        case receivedAt = "received_at"
        case isRead = "is_read"
        case envelopeFrom = "envelope_from"
    }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(message.id.description, forKey: .id)
        try container.encode(message.mailbox.description, forKey: .mailbox)
        try container.encode(message.seq, forKey: .seq)
        try container.encode(Cursor(message.seq), forKey: .cursor)
        try container.encode(message.size, forKey: .size)
        try container.encode(message.verdicts, forKey: .verdicts)
        try container.encode(message.receivedAt.rfc3339, forKey: .receivedAt)
        try container.encode(message.isRead, forKey: .isRead)
        try container.encode(message.envelopeSender, forKey: .envelopeFrom)
        try container.encode(extraction, forKey: .extract)
    }
}
