import Extraction
import MIME
import Mail

extension MailboxAPI {
    private static let path = "/api/v1/mailboxes/{address}/messages"

    static let messageRoutes: [Route] = [
        Route("GET", path) { try await $0.listMessages($1) },
        Route("DELETE", path) { try await $0.purge($1) },
        Route("POST", "\(path)/batch") { try await $0.batch($1) },
        Route("GET", "\(path)/latest") { try await $0.showLatest($1) },
        Route("GET", "\(path)/{id}") { api, call in try await api.show(try await api.message(call, .messages, or: .codes), call) },
        Route("PATCH", "\(path)/{id}") { try await $0.changeMessage($1) },
        Route("DELETE", "\(path)/{id}") { try await $0.deleteMessage($1) },
    ]

    /// Messages of one batch, and of one purge.
    private static let maximumBatch = 100
    private static let maximumPurge = 1000

    private func listMessages(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages, or: .codes)
        var fields = try RequestFields(call.request)
        try Self.refuseQuestions(&fields, of: call.caller)
        let search = MessageSearch(&fields, now: service.now)
        try fields.check()
        let (messages, next) = try await find(search, in: mailbox)
        return try .json(
            200,
            MessageList(
                messages: messages.map { VisibleMessage($0, to: call.caller) }, next: next.map { Cursor($0) }, cursor: Cursor(mailbox.seq),
                total: mailbox.messageCount))
    }

    /// Who sees nothing of what senders write does not learn it by asking for it word by word.
    static func refuseQuestions(_ fields: inout RequestFields, of caller: Caller) throws(Problem) {
        guard caller.isBlind else { return }
        for name in ["q", "subject", "from", "to"] where fields.has(name) { throw .scopeNeeded(.messages) }
    }

    private func showLatest(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages, or: .codes)
        var fields = try RequestFields(call.request)
        try Self.refuseQuestions(&fields, of: call.caller)
        let search = MessageSearch(&fields, now: service.now, limit: 1)
        try fields.check()
        guard let message = try await find(search, in: mailbox).messages.first else { throw Problem.noMessage }
        return try await show(message, call)
    }

    private func show(_ message: StoredMessage, _ call: Call) async throws -> APIResponse {
        var fields = try RequestFields(call.request)
        let marks = fields.flag("mark_read") ?? true
        try fields.check()
        guard !call.caller.isBlind else { return try .json(200, VisibleMessage(message, to: call.caller)) }
        let mail = Message(try await service.rawMail(of: message))
        var message = message
        if marks {
            // HEAD shows nothing, so nobody has read anything; its length is that of GET's answer.
            if call.request.method != "HEAD" { _ = try await service.mark(message, isRead: true) }
            message.isRead = true
        }
        return try .json(200, MessageBody(message: message, report: MessageReport(mail), extraction: Extraction(mail)))
    }

    private func changeMessage(_ call: Call) async throws -> APIResponse {
        var message = try await message(call, .messages)
        var fields = try RequestFields(call.request, takesBody: true)
        let isRead = fields.flag("is_read")
        try fields.check()
        guard let isRead else { throw Problem.invalid("is_read", "is not given", hint: "Give is_read=true or is_read=false.") }
        guard try await service.mark(message, isRead: isRead) else { throw Problem.messageNotFound }
        message.isRead = isRead
        return try .json(200, MessageItem(message))
    }

    private func deleteMessage(_ call: Call) async throws -> APIResponse {
        let message = try await message(call, .messages)
        guard try await service.deleteMessage(message.id, in: message.mailbox) else { throw Problem.messageNotFound }
        return APIResponse(status: 204)
    }

    /// What became of several messages.
    private struct Purged: Encodable {
        var deleted: Int
        /// Whether there may be more, so that the same request goes on.
        var hasMore: Bool

        enum CodingKeys: String, CodingKey {
            case deleted
            case hasMore = "has_more"
        }
    }

    private func purge(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages)
        var fields = try RequestFields(call.request)
        let isAll = fields.flag("all") ?? false
        var search = MessageSearch(&fields, now: service.now, limit: MessageSearch.maximumPage)
        if !isAll, search.query.terms.isEmpty {
            fields.fault("q", "is not given", hint: "Say which messages, such as q=is:read, or all=true for all of them.")
        }
        try fields.check()
        var deleted = 0
        while deleted < Self.maximumPurge {
            let (messages, next) = try await find(search, in: mailbox)
            for message in messages where try await service.deleteMessage(message.id, in: message.mailbox) { deleted += 1 }
            guard let next else { return try .json(200, Purged(deleted: deleted, hasMore: false)) }
            search.range = search.range.rest(behind: next)
        }
        return try .json(200, Purged(deleted: deleted, hasMore: true))
    }

    /// What is done with several messages.
    private enum BatchAction: String, CaseIterable {
        case read, unread, delete
    }

    private struct BatchResult: Encodable {
        var done: [String]
        var missing: [String]
    }

    private func batch(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages)
        var fields = try RequestFields(call.request, takesBody: true)
        let action = fields.choice("action", BatchAction.self)
        let ids = fields.list("ids", count: Self.maximumBatch, limit: 64)
        if !fields.has("action") { fields.fault("action", "is not given", hint: "There are read, unread, delete.") }
        if !fields.has("ids") { fields.fault("ids", "is not given", hint: "Give the ids of messages.") }
        try fields.check()
        guard let action, let ids else { throw Problem.internalError }
        var result = BatchResult(done: [], missing: [])
        for text in ids {
            let isDone: Bool
            if let id = MessageIdentifier(text), let message = try await service.message(id, in: mailbox.address) {
                switch action {
                case .read: isDone = try await service.mark(message, isRead: true)
                case .unread: isDone = try await service.mark(message, isRead: false)
                case .delete: isDone = try await service.deleteMessage(id, in: mailbox.address)
                }
            } else {
                isDone = false
            }
            if isDone { result.done.append(text) } else { result.missing.append(text) }
        }
        return try .json(200, result)
    }
}
