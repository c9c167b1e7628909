extension MailboxService {
    /// Mailboxes of an account in the order of their addresses, behind one where given.
    public func mailboxes(of owner: String, after: EmailAddress?, limit: Int) async throws -> [Mailbox] {
        try await store.mailboxes(of: owner, after: after, limit: limit)
    }

    /// How many open mailboxes an account has.
    public func openMailboxes(of owner: String) async throws -> Int {
        try await store.openMailboxes(of: owner, now: clock.now())
    }

    /// Changes a mailbox. Its new end is `ttlMinutes` from now, cut to what the plan allows.
    /// - Returns: the mailbox behind the change; nil when it has ended.
    public func change(_ mailbox: Mailbox, ttlMinutes: Int?, label: String??, metadata: [String: String]?) async throws -> Mailbox? {
        let now = clock.now()
        var change = MailboxChange(label: label, metadata: metadata)
        if let ttlMinutes { change.expiresAt = now.adding(minutes: try await store.plan(of: mailbox, now: now).ttl(ttlMinutes)) }
        return try await store.change(mailbox.address, change, now: now)
    }

    /// The secret of a new API key.
    public func secret() throws -> APIKey.Secret { try APIKey.Secret(random) }

    /// The time by the service's clock.
    public var now: Timestamp { clock.now() }
}
