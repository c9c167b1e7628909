import Mail

/// A message in a list: what is stored, nothing is parsed for it.
struct MessageItem: Encodable {
    var id: String
    var seq: Int
    var cursor: Cursor
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
    var extract: ExtractItem

    enum CodingKeys: String, CodingKey {
        case id, seq, cursor, size, subject, from, to, date, snippet, verdicts, extract
        case receivedAt = "received_at"
        case isRead = "is_read"
        case envelopeFrom = "envelope_from"
        case attachmentCount = "attachment_count"
    }

    init(_ message: StoredMessage) {
        id = message.id.description
        seq = message.seq
        cursor = Cursor(message.seq)
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
        extract = ExtractItem(message.summary.extract)
    }
}

/// What a list says of the codes and links in a message.
struct ExtractItem: Encodable {
    /// The code to type in.
    @OrNull var otp: String?
    /// How sure that is.
    @OrNull var confidence: Double?
    /// What the best link is for; the link itself is in the message.
    @OrNull var link: String?

    init(_ extract: SummaryExtract?) {
        otp = extract?.otp
        confidence = extract?.confidence
        link = extract?.link
    }
}

/// A message as the scope `codes` sees it: nothing of it was written by the sender but the code.
struct BlindMessageItem: Encodable {
    var id: String
    var seq: Int
    var cursor: Cursor
    var receivedAt: String
    /// The domain of the author's address; null where it has none, or a strange one.
    @OrNull var fromDomain: String?
    /// Whether the author's domain stands behind the mail (DMARC).
    var isAuthenticated: Bool
    var verdicts: Verdicts
    var extract: ExtractItem

    enum CodingKeys: String, CodingKey {
        case id, seq, cursor, verdicts, extract
        case receivedAt = "received_at"
        case fromDomain = "from_domain"
        case isAuthenticated = "is_authenticated"
    }

    init(_ message: StoredMessage) {
        id = message.id.description
        seq = message.seq
        cursor = Cursor(message.seq)
        receivedAt = message.receivedAt.rfc3339
        fromDomain = message.summary.from.first.flatMap { MailboxAPI.address($0.address) }?.domain
        isAuthenticated = message.verdicts.dmarc?.uppercased() == "PASS"
        verdicts = message.verdicts
        extract = ExtractItem(message.summary.extract)
    }
}

/// A message as its reader may see it.
enum VisibleMessage: Encodable {
    case full(MessageItem)
    case blind(BlindMessageItem)

    init(_ message: StoredMessage, to caller: Caller) {
        self = caller.isBlind ? .blind(BlindMessageItem(message)) : .full(MessageItem(message))
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .full(let item): try item.encode(to: encoder)
        case .blind(let item): try item.encode(to: encoder)
        }
    }
}
