import Mail

/// A plan as the API shows it; null is no limit.
struct PlanBody: Encodable {
    var name: String
    @OrNull var maxMailboxes: Int?
    @OrNull var maxMessagesPerMailbox: Int?
    var defaultTTLMinutes: Int
    var maxTTLMinutes: Int
    @OrNull var requestsPerMinute: Int?

    enum CodingKeys: String, CodingKey {
        case name
        case maxMailboxes = "max_mailboxes"
        case maxMessagesPerMailbox = "max_messages_per_mailbox"
        case defaultTTLMinutes = "default_ttl_minutes"
        case maxTTLMinutes = "max_ttl_minutes"
        case requestsPerMinute = "requests_per_minute"
    }

    init(_ plan: Plan) {
        func limit(_ value: Int) -> Int? { value < 0 ? nil : value }
        name = plan.name
        maxMailboxes = limit(plan.maxMailboxes)
        maxMessagesPerMailbox = limit(plan.maxMessagesPerMailbox)
        defaultTTLMinutes = plan.defaultTTLMinutes
        maxTTLMinutes = plan.maxTTLMinutes
        requestsPerMinute = limit(plan.requestsPerMinute)
    }
}

/// What of a plan is in use.
struct UsageBody: Encodable {
    struct Count: Encodable {
        var used: Int
        /// Null for no limit.
        @OrNull var limit: Int?
    }

    var plan: String
    var mailboxes: Count

    init(plan: Plan, openMailboxes: Int) {
        self.plan = plan.name
        mailboxes = Count(used: openMailboxes, limit: plan.maxMailboxes < 0 ? nil : plan.maxMailboxes)
    }
}

/// An API key as the API shows it.
struct KeyBody: Encodable {
    var id: String
    var name: String
    var prefix: String
    var scopes: [String]
    var createdAt: String
    @OrNull var expiresAt: String?
    @OrNull var lastUsedAt: String?
    @OrNull var revokedAt: String?
    /// Only in the answer that made the key.
    var key: String?

    enum CodingKeys: String, CodingKey {
        case id, name, prefix, scopes, key
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case lastUsedAt = "last_used_at"
        case revokedAt = "revoked_at"
    }

    init(_ key: APIKey, secret: APIKey.Secret? = nil) {
        id = key.id
        name = key.name
        prefix = key.prefix
        scopes = key.scopes.sorted().map(\.rawValue)
        createdAt = key.createdAt.rfc3339
        expiresAt = key.expiresAt?.rfc3339
        lastUsedAt = key.lastUsedAt?.rfc3339
        revokedAt = key.revokedAt?.rfc3339
        self.key = secret?.value
    }
}

/// The keys of an account.
struct KeyList: Encodable {
    var keys: [KeyBody]
}
