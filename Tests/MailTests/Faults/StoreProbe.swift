import Mail

/// A ``MailboxStore`` whose calls are noted and fail where a plan says so.
struct StoreProbe: MailboxStore {
    private let base: any MailboxStore
    private let before: FaultPlan
    private let after: FaultPlan

    /// Puts itself before a store.
    /// - Parameters:
    ///   - base: does the work.
    ///   - before: fails before anything happened.
    ///   - after: fails when it has happened: the answer is lost.
    init(_ base: any MailboxStore, before: FaultPlan = FaultPlan(nil), after: FaultPlan = FaultPlan(nil)) {
        self.base = base
        self.before = before
        self.after = after
    }

    private func call<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
        try before.note(name)
        let value = try await body()
        try after.note(name)
        return value
    }

    func plan(named name: String) async throws -> Plan? {
        try await call("plan \(name)") { try await base.plan(named: name) }
    }

    func save(_ plan: Plan) async throws {
        try await call("save \(plan.name)") { try await base.save(plan) }
    }

    func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) async throws -> MailboxCreation {
        try await call("create \(mailbox.address)") { try await base.create(mailbox, within: plan, reclaims: reclaims, now: now) }
    }

    func mailbox(_ address: EmailAddress) async throws -> Mailbox? {
        try await call("mailbox \(address)") { try await base.mailbox(address) }
    }

    func mailboxes(of owner: String, after: EmailAddress?, limit: Int) async throws -> [Mailbox] {
        try await call("mailboxes of \(owner)") { try await base.mailboxes(of: owner, after: after, limit: limit) }
    }

    func openMailboxes(of owner: String, now: Timestamp) async throws -> Int {
        try await call("open mailboxes of \(owner)") { try await base.openMailboxes(of: owner, now: now) }
    }

    func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) async throws -> Mailbox? {
        try await call("change \(address)") { try await base.change(address, change, now: now) }
    }

    func plan(of owner: String?, named name: String, now: Timestamp) async throws -> Plan {
        try await call(owner.map { "plan of \($0)" } ?? "plan \(name)") { try await base.plan(of: owner, named: name, now: now) }
    }

    func delete(_ address: EmailAddress) async throws -> [String] {
        try await call("delete \(address)") { try await base.delete(address) }
    }

    func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) async throws -> MessageCommit {
        let pending = pendingUntil.map { " pending until \($0.rfc3339)" } ?? ""
        return try await call("commit \(message.mailbox)\(pending)") {
            try await base.commit(message, within: plan, pendingUntil: pendingUntil, now: now)
        }
    }

    func settleRawMail(_ key: String) async throws {
        try await call("settle \(key)") { try await base.settleRawMail(key) }
    }

    func discardRawMail(_ key: String) async throws {
        try await call("discard \(key)") { try await base.discardRawMail(key) }
    }

    func hasCommitted(_ id: MessageIdentifier) async throws -> Bool {
        try await call("hasCommitted") { try await base.hasCommitted(id) }
    }

    func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) async throws -> [StoredMessage] {
        try await call("messages \(address)") { try await base.messages(in: address, range, limit: limit, now: now) }
    }

    func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) async throws -> StoredMessage? {
        try await call("message \(address)") { try await base.message(id, in: address, now: now) }
    }

    func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) async throws -> Bool {
        try await call("mark \(address)") { try await base.mark(id, in: address, isRead: isRead) }
    }

    func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) async throws -> Bool {
        try await call("update \(address)") { try await base.update(summary, of: id, in: address) }
    }

    func delete(_ id: MessageIdentifier, in address: EmailAddress) async throws -> [String]? {
        try await call("delete message \(address)") { try await base.delete(id, in: address) }
    }

    func page(after cursor: MessageCursor?, limit: Int) async throws -> [StoredMessage] {
        try await call("page") { try await base.page(after: cursor, limit: limit) }
    }
}
