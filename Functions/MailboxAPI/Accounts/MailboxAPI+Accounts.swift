import Mail

extension MailboxAPI {
    static let accountRoutes: [Route] = [
        Route("GET", "/api/v1/keys") { try await $0.listKeys($1) },
        Route("POST", "/api/v1/keys") { try await $0.createKey($1) },
        Route("DELETE", "/api/v1/keys/{key}") { try await $0.revokeKey($1) },
        Route("GET", "/api/v1/plan") { api, call in try .json(200, PlanBody(try await api.service.plan(of: call.caller.owner))) },
        Route("GET", "/api/v1/usage") { try await $0.usage($1) },
    ]

    /// Keys that an account may have.
    public static let maximumKeys = 100

    private func listKeys(_ call: Call) async throws -> APIResponse {
        try .json(200, KeyList(keys: try await accounts.keys(of: try owner(call, .keys)).map { KeyBody($0) }))
    }

    private func createKey(_ call: Call) async throws -> APIResponse {
        let owner = try owner(call, .keys)
        var fields = try RequestFields(call.request, takesBody: true)
        let name = fields.text("name", limit: 100) ?? ""
        let days = fields.number("expires_in_days", in: 1...3660)
        var scopes: Set<Scope> = [.mailboxes, .messages]
        if let names = fields.list("scopes", count: 10, limit: 32) {
            scopes = Set(names.compactMap { Scope(rawValue: $0) })
            if let name = names.first(where: { Scope(rawValue: $0) == nil }) {
                fields.fault("scopes", "has '\(name.shown)'", hint: "There are \(Scope.allCases.sorted().map(\.rawValue).joined(separator: ", ")).")
            }
            if names.isEmpty { fields.fault("scopes", "is empty", hint: "Give at least one.") }
        }
        try fields.check()
        // Nobody hands on what is not theirs.
        for scope in scopes.sorted() where !call.caller.has(scope) { throw Problem.scopeNeeded(scope) }
        let now = service.now
        let secret = try service.secret()
        let key = APIKey(
            secret, owner: owner, name: name, scopes: scopes, createdAt: now, expiresAt: days.map { now.adding(minutes: $0 * 1440) })
        switch try await accounts.add(key, limit: Self.maximumKeys) {
        case .added: return try .json(201, KeyBody(key, secret: secret))
        case .limitReached:
            throw Problem(
                status: 429, title: "Too many keys", code: "key_limit", detail: "An account has at most \(Self.maximumKeys) keys.",
                hint: "Revoke one that is not used."
            ).with(header: "Retry-After", "60")
        case .unknownAccount: throw Problem.unknownKey
        }
    }

    private func revokeKey(_ call: Call) async throws -> APIResponse {
        let owner = try owner(call, .keys)
        guard try await accounts.revoke(call.variable("key"), of: owner, at: service.now) else { throw Problem.keyNotFound }
        return APIResponse(status: 204)
    }

    private func usage(_ call: Call) async throws -> APIResponse {
        let owner = try owner(call, .mailboxes)
        let plan = try await service.plan(of: owner)
        return try .json(200, UsageBody(plan: plan, openMailboxes: try await service.openMailboxes(of: owner)))
    }
}
