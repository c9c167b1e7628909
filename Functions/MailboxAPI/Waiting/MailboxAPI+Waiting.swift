import Extraction
import MIME
import Mail

extension MailboxAPI {
    static let waitRoutes: [Route] = [
        Route("GET", "/api/v1/mailboxes/{address}/wait") { try await $0.wait($1) },
        Route("GET", "/api/v1/mailboxes/{address}/events") { try await $0.events($1) },
    ]

    /// Messages that one request waits for at most.
    private static let maximumCount = 100

    private func wait(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages, or: .codes)
        var fields = try RequestFields(call.request)
        try Self.refuseQuestions(&fields, of: call.caller)
        let timeout = fields.number("timeout", in: 0...Int.max) ?? Int(options.longestWait.components.seconds)
        let after = fields.cursor("after") ?? 0
        let isAbsence = fields.flag("absent") ?? false
        var criteria = WaitCriteria(
            from: fields.text("from", limit: 320), to: fields.text("to", limit: 320), subject: fields.text("subject", limit: 1000),
            query: fields.query("q", now: service.now), requirement: fields.choice("require"))
        criteria.count = fields.number("count", in: 1...Self.maximumCount) ?? 1
        let status = fields.choice("on_timeout", TimeoutStatus.self) ?? .ok
        try fields.check()
        let longest = min(options.longestWait, .seconds(min(timeout, 3600)))
        guard let outcome = try await service.wait(in: mailbox, for: criteria, after: after, atMost: longest) else {
            throw Problem.mailboxNotFound
        }
        if outcome.hasTimedOut, !isAbsence, status != .ok {
            return status == .noContent ? APIResponse(status: 204) : Problem.nothingCame.response
        }
        return try .json(200, WaitBody(outcome, isAbsence: isAbsence, caller: call.caller, link: try await link(in: outcome)))
    }

    /// The best link of the last message, which its row has no room for.
    private func link(in outcome: WaitOutcome) async throws -> String? {
        guard let message = outcome.messages.last, message.summary.extract?.link != nil else { return nil }
        do {
            return Extraction(Message(try await service.rawMail(of: message))).link?.url
        } catch is RawMailMissing {
            return nil
        }
    }

    /// What came since a cursor, as the events that were or will be published.
    private func events(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .messages, or: .codes)
        var fields = try RequestFields(call.request)
        let after = fields.cursor("after") ?? 0
        let limit = fields.page()
        try fields.check()
        let messages = try await service.messages(in: mailbox.address, MessageRange(after: after, order: .oldestFirst), limit: limit)
        let body = EventList(
            events: messages.map { EventItem($0, to: call.caller) }, cursor: Cursor(messages.last?.seq ?? max(after, mailbox.firstSeq)))
        return try .json(200, body)
    }
}

extension Problem {
    fileprivate static let nothingCame = Problem(
        status: 408, title: "Nothing came", code: "timed_out", detail: "No message met the criteria in time.",
        hint: "Wait again with the same 'after'.")
}

/// How a request that waited for nothing is answered.
enum TimeoutStatus: String, CaseIterable {
    /// With `timed_out`, a cursor and near misses.
    case ok = "200"
    case noContent = "204"
    case requestTimeout = "408"
}
