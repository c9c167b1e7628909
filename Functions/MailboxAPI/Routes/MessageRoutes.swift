import MIME
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

/// A whole message: the list's fields that are not in the report, and the report of the raw mail.
struct MessageBody: Encodable {
    var message: StoredMessage
    var report: MessageReport

    enum CodingKeys: String, CodingKey {
        case id, mailbox, seq, size, verdicts
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
        try container.encode(message.size, forKey: .size)
        try container.encode(message.verdicts, forKey: .verdicts)
        try container.encode(message.receivedAt.rfc3339, forKey: .receivedAt)
        try container.encode(message.isRead, forKey: .isRead)
        try container.encode(message.envelopeSender, forKey: .envelopeFrom)
    }
}

extension MailboxAPI {
    private static let defaultPage = 50
    private static let maximumPage = 200

    func listMessages(_ mailbox: Mailbox, _ request: APIRequest) async throws -> APIResponse {
        let limit = min(try positiveInteger("limit", request) ?? Self.defaultPage, Self.maximumPage)
        let before = try positiveInteger("before", request)
        // One more than asked for tells whether there is another page.
        let found = try await service.messages(in: mailbox.address, before: before, limit: limit + 1)
        let page = found.prefix(limit)
        return try .json(200, MessageList(messages: page.map(MessageListItem.init), next: found.count > limit ? page.last?.seq : nil))
    }

    func showMessage(_ message: StoredMessage, _ request: APIRequest) async throws -> APIResponse {
        var marks: Bool
        switch try request.parameter("mark_read") {
        case nil, "true", "1": marks = true
        case "false", "0": marks = false
        default: throw Problem.invalid("mark_read", "is neither true nor false", hint: "Give mark_read=false to peek, or leave it out.")
        }
        // HEAD shows nothing, so nobody has read anything.
        if request.method == "HEAD" { marks = false }
        let report = MessageReport(Message(try await service.rawMail(of: message)))
        var message = message
        if marks {
            try await service.markRead(message)
            message.isRead = true
        }
        return try .json(200, MessageBody(message: message, report: report))
    }

    func deleteMessage(_ message: StoredMessage) async throws -> APIResponse {
        guard try await service.deleteMessage(message.id, in: message.mailbox) else { throw Problem.messageNotFound }
        return APIResponse(status: 204)
    }

    func rawMessage(_ message: StoredMessage) async throws -> APIResponse {
        .download(try await service.rawMail(of: message), contentType: "message/rfc822", filename: "\(message.id).eml")
    }

    func messagePart(_ message: StoredMessage, _ path: String) async throws -> APIResponse {
        let parts = Message(try await service.rawMail(of: message)).parts
        guard let part = parts.first(where: { $0.path == path }) else { throw Problem.partNotFound }
        // The type is fixed and the name is ours: both would otherwise be the sender's choice.
        return .download(part.decodedBody, contentType: "application/octet-stream", filename: "\(message.id)-\(path).bin")
    }
}
