import Mail

extension MailboxAPI {
    static let mailboxRoutes: [Route] = [
        Route("POST", "/api/v1/mailboxes") { try await $0.createMailbox($1) },
        Route("GET", "/api/v1/mailboxes") { try await $0.listMailboxes($1) },
        Route("GET", "/api/v1/mailboxes/{address}") { try await $0.showMailbox($1) },
        Route("PATCH", "/api/v1/mailboxes/{address}") { try await $0.changeMailbox($1) },
        Route("DELETE", "/api/v1/mailboxes/{address}") { try await $0.deleteMailbox($1) },
    ]

    private func createMailbox(_ call: Call) async throws -> APIResponse {
        switch call.caller {
        case .anonymous: guard options.isAnonymousWelcome else { throw Problem.anonymousOff }
        case .token: throw Problem.keyNeeded
        case .admin, .key: _ = try owner(call, .mailboxes)
        }
        do {
            let created = try await service.create(try MailboxWish(call, domains: service.domains))
            var response = try APIResponse.json(201, body(created.mailbox, created.plan, created.token))
            response.headers.append(("Location", "/api/v1/mailboxes/\(created.mailbox.address)"))
            return response
        } catch let failure as MailboxService.CreationFailure {
            throw Problem(failure)
        }
    }

    private func listMailboxes(_ call: Call) async throws -> APIResponse {
        let owner = try owner(call, .mailboxes)
        var fields = try RequestFields(call.request)
        let limit = fields.page()
        let label = fields.text("label", limit: 100)
        let state = fields.choice("state", MailboxState.self) ?? .active
        let text = fields.text("cursor", limit: 320)
        let cursor = text.flatMap { Self.address($0) }
        if text != nil, cursor == nil { fields.fault("cursor", "is no cursor", hint: "Give the 'next' of an answer, or leave it out.") }
        try fields.check()
        let plan = try await service.plan(of: owner)
        var found: [Mailbox] = []
        var position = cursor
        var isEnd = false
        // Those that are not looked for make pages shorter, never endless ones.
        for _ in 0..<10 where found.count < limit && !isEnd {
            let page = try await service.mailboxes(of: owner, after: position, limit: MessageSearch.maximumPage)
            isEnd = page.count < MessageSearch.maximumPage
            for (index, mailbox) in page.enumerated() {
                position = mailbox.address
                let isMeant = mailbox.isOpen(at: service.now) == (state == .active) && label.map { $0 == mailbox.label } ?? true
                if isMeant { found.append(mailbox) }
                guard found.count == limit else { continue }
                isEnd = isEnd && index == page.count - 1
                break
            }
        }
        let next = isEnd ? nil : position?.description
        return try .json(200, MailboxList(mailboxes: found.map { body($0, plan) }, next: next))
    }

    private func showMailbox(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .mailboxes, or: .messages)
        return try .json(200, body(mailbox, try await service.plan(of: mailbox.owner)))
    }

    private func changeMailbox(_ call: Call) async throws -> APIResponse {
        let mailbox = try await mailbox(call, .mailboxes)
        var fields = try RequestFields(call.request, takesBody: true)
        let ttl = fields.number("ttl_minutes", in: 1...Int.max)
        let label: String?? = fields.isNull("label") ? .some(nil) : fields.label().map { .some($0) }
        let metadata = fields.metadata()
        try fields.check()
        guard ttl != nil || label != nil || metadata != nil else {
            throw Problem.invalid("ttl_minutes", "is not given, nor anything else to change", hint: "Give ttl_minutes, label or metadata.")
        }
        guard let changed = try await service.change(mailbox, ttlMinutes: ttl, label: label, metadata: metadata) else {
            throw Problem.mailboxNotFound
        }
        return try .json(200, body(changed, try await service.plan(of: changed.owner)))
    }

    private func deleteMailbox(_ call: Call) async throws -> APIResponse {
        try await service.delete(try await mailbox(call, .mailboxes).address)
        return APIResponse(status: 204)
    }

    private func body(_ mailbox: Mailbox, _ plan: Plan, _ token: SessionToken? = nil) -> MailboxBody {
        MailboxBody(mailbox, plan: plan, maximumMessageBytes: options.maximumMessageBytes, token: token)
    }
}

/// Which mailboxes are listed.
enum MailboxState: String, CaseIterable {
    /// Those that take mail.
    case active
    /// Those that have ended by themselves, for as long as they are known.
    case expired
}

extension Problem {
    fileprivate init(_ failure: MailboxService.CreationFailure) {
        switch failure {
        case .limitReached(let plan):
            self = Problem(
                status: 429, title: "Too many mailboxes", code: "mailbox_limit",
                detail: "The plan '\(plan.name)' allows \(plan.maxMailboxes) open mailboxes.",
                hint: "Delete one, or wait until one expires."
            ).with(header: "Retry-After", "60")
        case .noFreeAddress(let tries):
            self = Problem(
                status: 503, title: "No free address", code: "no_free_address", detail: "\(tries) addresses were tried and all are in use.",
                hint: "Try again."
            ).with(header: "Retry-After", "1")
        case .addressTaken(let address):
            self = Problem(
                status: 409, title: "Address in use", code: "address_taken", detail: "The address \(address.shown) is or was somebody's.",
                hint: "Use another local_part, or leave it out for one that we make.")
        case .keyUsedOtherwise:
            self = Problem(
                status: 422, title: "Idempotency-Key used otherwise", code: "idempotency_mismatch",
                detail: "The Idempotency-Key came with other fields before.", hint: "Send a new key with a new wish.")
        case .keyUsedUp:
            self = Problem(
                status: 409, title: "Idempotency-Key used up", code: "idempotency_over",
                detail: "The mailbox that this Idempotency-Key made has ended.",
                hint: "Send a new key.")
        }
    }
}
