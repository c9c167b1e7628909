import Mail

extension Account {
    /// Attributes of a row `OWN#{owner}` / `ACCOUNT`.
    init(row: Item) throws {
        guard let name = row["name"]?.text, let created = row["created_at"]?.int else { throw UnreadableRow("account", row) }
        var subscription: Subscription?
        if let plan = row["plan"] {
            guard let plan = plan.text, let since = Timestamp(row["since"]) else { throw UnreadableRow("account", row) }
            subscription = Subscription(plan: plan, since: since, until: Timestamp(row["until"]))
        }
        self.init(name: name, createdAt: Timestamp(millisecondsSince1970: Int64(created)), subscription: subscription)
    }

    var row: Item {
        var row = TableKey.account(name)
        row["name"] = .string(name)
        row["created_at"] = .number(createdAt.millisecondsSince1970)
        row["plan"] = subscription.map { .string($0.plan) }
        row["since"] = subscription.map { .number($0.since.millisecondsSince1970) }
        row["until"] = subscription?.until.map { .number($0.millisecondsSince1970) }
        return row
    }
}

extension APIKey {
    /// Attributes of a row `KEY#{hash}` / `META`.
    init(row: Item) throws {
        guard let hash = row["hash"]?.bytes, let owner = row["owner"]?.text, let name = row["name"]?.text, let prefix = row["prefix"]?.text,
            let scopes = row["scopes"]?.values, let created = Timestamp(row["created_at"])
        else { throw UnreadableRow("key", row) }
        // A scope that this version does not know gives no rights.
        self.init(
            hash: hash, prefix: prefix, owner: owner, name: name, scopes: Set(scopes.compactMap { $0.text.flatMap(Scope.init) }),
            createdAt: created)
        expiresAt = Timestamp(row["expires_at"])
        lastUsedAt = Timestamp(row["last_used_at"])
        revokedAt = Timestamp(row["revoked_at"])
    }

    var row: Item {
        var row = TableKey.apiKey(hash)
        row["hash"] = .binary(hash)
        row["owner"] = .string(owner)
        row["name"] = .string(name)
        row["prefix"] = .string(prefix)
        row["scopes"] = .list(scopes.sorted().map { .string($0.rawValue) })
        row["created_at"] = .number(createdAt.millisecondsSince1970)
        row["expires_at"] = expiresAt.map { .number($0.millisecondsSince1970) }
        row["last_used_at"] = lastUsedAt.map { .number($0.millisecondsSince1970) }
        row["revoked_at"] = revokedAt.map { .number($0.millisecondsSince1970) }
        return row
    }
}

extension Timestamp {
    /// The time that an attribute has in milliseconds, where it is there.
    fileprivate init?(_ value: AttributeValue?) {
        guard let milliseconds = value?.int else { return nil }
        self.init(millisecondsSince1970: Int64(milliseconds))
    }
}
