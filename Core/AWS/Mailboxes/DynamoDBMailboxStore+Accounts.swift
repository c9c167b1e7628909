import Mail

/// Accounts and their keys.
extension DynamoDBMailboxStore: AccountStore {
    private static let isThere = "attribute_exists(pk)"
    private static let isNew = DynamoDB.Condition("attribute_not_exists(pk)")

    /// See ``AccountStore/add(_:)``.
    public func add(_ account: Account) async throws -> Bool {
        for attempt in 0..<Self.tries {
            // By a transaction, which is made once although its answer may be lost: a single write would find its own account there.
            guard let reasons = try await transact([.put(account.row, Self.isNew)]) else {
                memory.keep(account.subscription, of: account.name)
                return true
            }
            if reasons[0].isCondition { return false }
            try await pause(attempt)
        }
        throw contention("the account")
    }

    /// See ``AccountStore/account(_:)``.
    public func account(_ name: String) async throws -> Account? {
        let row = try await table.get(TableKey.account(name))
        try keep(row, asAccount: name)
        return try row.map { try Account(row: $0) }
    }

    /// See ``AccountStore/accounts(after:limit:)``. Reads the whole table: for an operator, not for a function.
    public func accounts(after name: String?, limit: Int) async throws -> [Account] {
        let rows = try await all("sk = :sort", [":sort": .string(TableKey.accountSort)])
        let accounts = try rows.map { try Account(row: $0) }.filter { account in
            name.map { $0.utf8.lexicographicallyPrecedes(account.name.utf8) } ?? true
        }
        return Array(accounts.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.prefix(max(0, limit)))
    }

    /// All rows of the table that a filter leaves.
    private func all(_ filter: String, _ values: [String: AttributeValue]) async throws -> [Item] {
        var found: [Item] = []
        var start: Item?
        repeat {
            let page = try await table.scan(filter: filter, values: values, after: start)
            found += page.items
            start = page.next
        } while start != nil
        return found
    }

    /// See ``AccountStore/subscribe(_:to:)``.
    public func subscribe(_ name: String, to subscription: Subscription?) async throws -> Bool {
        var update = RowUpdate(Self.isThere, values: [:])
        update.set("plan", subscription.map { .string($0.plan) })
        update.set("since", subscription.map { .number($0.since.millisecondsSince1970) })
        update.set("until", subscription?.until.map { .number($0.millisecondsSince1970) })
        guard try await writeIfHolds(update.write(TableKey.account(name))) != nil else { return false }
        memory.keep(subscription, of: name)
        return true
    }

    /// See ``AccountStore/plans()``. Reads the whole table: for an operator, not for a function.
    public func plans() async throws -> [Plan] {
        let saved = try await all("begins_with(pk, :prefix)", [":prefix": .string(TableKey.planPrefix)]).map { try Plan(row: $0) }
        let all = saved + Plan.builtIn.filter { plan in !saved.contains { $0.name == plan.name } }
        return all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    // MARK: - Keys

    /// See ``AccountStore/add(_:limit:)``.
    public func add(_ key: APIKey, limit: Int) async throws -> KeyAddition {
        guard limit > 0 else { return try await account(key.owner) == nil ? .unknownAccount : .limitReached }
        var listed = TableKey.ownedKey(key.owner, key.id)
        listed["hash"] = .binary(key.hash)
        let count = DynamoDB.Write.update(
            key: TableKey.account(key.owner), expression: "SET #keys = if_not_exists(#keys, :zero) + :one",
            DynamoDB.Condition(
                "\(Self.isThere) AND (attribute_not_exists(#keys) OR #keys < :limit)", names: ["#keys": "keys"],
                values: [":zero": .number(0), ":one": .number(1), ":limit": .number(limit)]))
        for attempt in 0..<Self.tries {
            guard let reasons = try await transact([count, .put(key.row, Self.isNew), .put(listed, Self.isNew)]) else { return .added }
            if reasons[0].isCondition { return reasons[0].item == nil ? .unknownAccount : .limitReached }
            if reasons.contains(where: \.isCondition) {
                throw AWSError(
                    service: "DynamoDB", operation: "TransactWriteItems", code: "KeyExists", message: "there is a key '\(key.id)' already",
                    isRetryable: false, outcome: .refused)
            }
            try await pause(attempt)
        }
        throw contention("the account")
    }

    /// See ``AccountStore/key(hash:)``.
    public func key(hash: [UInt8]) async throws -> APIKey? {
        try await table.get(TableKey.apiKey(hash)).map { try APIKey(row: $0) }
    }

    /// See ``AccountStore/keys(of:)``.
    public func keys(of name: String) async throws -> [APIKey] {
        var query = DynamoDB.Query(
            "pk = :pk AND begins_with(sk, :prefix)",
            values: [":pk": .string(TableKey.ownerPartition(name)), ":prefix": .string(TableKey.keyPrefix)])
        var hashes: [[UInt8]] = []
        repeat {
            let page = try await table.query(query)
            hashes += page.items.compactMap { $0["hash"]?.bytes }
            query.after = page.next
        } while query.after != nil
        let keys = try await table.get(hashes.map { TableKey.apiKey($0) }).map { try APIKey(row: $0) }
        return keys.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// See ``AccountStore/revoke(_:of:at:)``.
    public func revoke(_ id: String, of name: String, at now: Timestamp) async throws -> Bool {
        guard let hash = try await table.get(TableKey.ownedKey(name, id))?["hash"]?.bytes else { return false }
        let end = DynamoDB.Write.update(
            key: TableKey.apiKey(hash), expression: "SET revoked_at = :now",
            DynamoDB.Condition(
                "\(Self.isThere) AND attribute_not_exists(revoked_at)", values: [":now": .number(now.millisecondsSince1970)]))
        let count = DynamoDB.Write.update(
            key: TableKey.account(name), expression: "SET #keys = #keys - :one",
            DynamoDB.Condition(Self.isThere, names: ["#keys": "keys"], values: [":one": .number(1)]))
        for attempt in 0..<Self.tries {
            guard let reasons = try await transact([end, count]) else { return true }
            if reasons[0].isCondition { return reasons[0].item != nil }
            if reasons[1].isCondition { throw UnreadableRow("account", TableKey.account(name)) }
            try await pause(attempt)
        }
        throw contention("the account")
    }

    /// See ``AccountStore/touch(_:at:)``.
    public func touch(_ key: APIKey, at now: Timestamp) async throws {
        try await writeIfHolds(
            .update(
                key: TableKey.apiKey(key.hash), expression: "SET last_used_at = :now",
                DynamoDB.Condition(Self.isThere, values: [":now": .number(now.millisecondsSince1970)])))
    }
}
