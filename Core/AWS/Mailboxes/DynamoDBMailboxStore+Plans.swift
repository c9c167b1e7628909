import Mail

/// Plans, and what owners are on. Both are remembered, so that a mail costs no read of them.
extension DynamoDBMailboxStore {
    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) async throws -> Plan? {
        if let known = memory.plan(named: name) { return known }
        return try keep(try await table.get(TableKey.plan(name)), asPlan: name)
    }

    @discardableResult
    private func keep(_ row: Item?, asPlan name: String) throws -> Plan? {
        let plan = try row.map { try Plan(row: $0) } ?? Plan.builtIn.first { $0.name == name }
        memory.keep(plan, named: name)
        return plan
    }

    /// See ``MailboxStore/save(_:)``.
    public func save(_ plan: Plan) async throws {
        try await table.write(.put(plan.row))
        memory.keep(plan, named: plan.name)
    }

    /// See ``MailboxStore/plan(of:named:now:)``.
    public func plan(of owner: String?, named name: String, now: Timestamp) async throws -> Plan {
        guard let owner else { return try await plan(named: name) ?? .anonymous }
        guard let subscription = try await subscription(of: owner, besides: name), subscription.isInForce(at: now) else {
            return try await plan(named: Plan.free.name) ?? .free
        }
        return try await plan(named: subscription.plan) ?? .anonymous
    }

    /// What an owner is on. A plan that is not known is read in the same call: most mailboxes were made on the plan that still counts.
    private func subscription(of owner: String, besides plan: String) async throws -> Subscription? {
        if let known = memory.subscription(of: owner) { return known }
        let key = TableKey.account(owner)
        guard case .none = memory.plan(named: plan) else { return try keep(try await table.get(key), asAccount: owner) }
        let planKey = TableKey.plan(plan)
        let rows = try await table.get([key, planKey])
        // One that cannot be read fails whoever asks for it.
        _ = try? keep(Self.find(planKey, rows), asPlan: plan)
        return try keep(Self.find(key, rows), asAccount: owner)
    }

    @discardableResult
    func keep(_ row: Item?, asAccount name: String) throws -> Subscription? {
        let subscription = try row.map { try Account(row: $0) }?.subscription
        memory.keep(subscription, of: name)
        return subscription
    }

    /// Reads a mailbox, and with it what is asked for next and was read too long ago: plans, and what its owner is on.
    func mailboxRow(_ address: EmailAddress) async throws -> Item? {
        let key = TableKey.mailbox(address)
        let plans = memory.oldPlans()
        let owner = memory.oldOwner(of: address)
        guard !plans.isEmpty || owner != nil else { return try await table.get(key) }
        let rows = try await table.get([key] + plans.map { TableKey.plan($0) } + (owner.map { [TableKey.account($0)] } ?? []))
        // One that cannot be read fails whoever asks for it.
        for name in plans { _ = try? keep(Self.find(TableKey.plan(name), rows), asPlan: name) }
        if let owner { _ = try? keep(Self.find(TableKey.account(owner), rows), asAccount: owner) }
        return Self.find(key, rows)
    }

    private static func find(_ key: Item, _ rows: [Item]) -> Item? { rows.first { TableKey.of($0) == key } }
}
