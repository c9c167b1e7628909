import Mail

extension MailboxAPI {
    func createMailbox(_ request: APIRequest) async throws -> APIResponse {
        let owner: String?
        switch try credentials.caller(of: request) {
        case .anonymous: owner = nil
        case .admin: owner = Self.adminOwner
        case .token: throw Problem.notAnAdminToken
        }
        let ttl = try positiveInteger("ttl_minutes", request)
        do {
            let created = try await service.create(ttlMinutes: ttl, owner: owner)
            var response = try APIResponse.json(201, MailboxBody(created.mailbox, token: created.token))
            response.headers.append(("Location", "/api/v1/mailboxes/\(created.mailbox.address)"))
            return response
        } catch MailboxService.CreationFailure.limitReached(let plan) {
            throw Problem(
                status: 429, title: "Too many mailboxes", code: "mailbox_limit",
                detail: "The plan '\(plan.name)' allows \(plan.maxMailboxes) open mailboxes.",
                hint: "Delete one, or wait until one expires.")
        } catch MailboxService.CreationFailure.noFreeAddress(let tries) {
            throw Problem(
                status: 503, title: "No free address", code: "no_free_address", detail: "\(tries) addresses were tried and all are in use.",
                hint: "Try again."
            ).with(header: "Retry-After", "1")
        }
    }

    func showMailbox(_ mailbox: Mailbox) async throws -> APIResponse { try .json(200, MailboxBody(mailbox)) }

    func deleteMailbox(_ mailbox: Mailbox) async throws -> APIResponse {
        try await service.delete(mailbox.address)
        return APIResponse(status: 204)
    }

    /// A query parameter that is a number from 1; nil when it is not given.
    func positiveInteger(_ name: String, _ request: APIRequest) throws(Problem) -> Int? {
        guard let text = try request.parameter(name) else { return nil }
        guard let value = Int(text), value > 0 else {
            throw .invalid(name, "is not a whole number from 1", hint: "Give a number such as \(name)=60, or leave it out.")
        }
        return value
    }
}
