import MIME
import Mail

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
        let marks: Bool
        switch try request.parameter("mark_read") {
        case nil, "true", "1": marks = true
        case "false", "0": marks = false
        default: throw Problem.invalid("mark_read", "is neither true nor false", hint: "Give mark_read=false to peek, or leave it out.")
        }
        let report = MessageReport(Message(try await service.rawMail(of: message)))
        var message = message
        if marks {
            // HEAD shows nothing, so nobody has read anything; its length is that of GET's answer.
            if request.method != "HEAD" { try await service.markRead(message) }
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
        guard let body = try await service.part(path, of: message) else { throw Problem.partNotFound }
        // The type is fixed and the name is ours: both would otherwise be the sender's choice.
        return .download(body, contentType: "application/octet-stream", filename: "\(message.id)-\(path).bin")
    }
}
