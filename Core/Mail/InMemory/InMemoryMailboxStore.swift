/// A ``MailboxStore`` that forgets everything when the process ends: for tests and for `postroom invoke`.
public actor InMemoryMailboxStore: MailboxStore, AccountStore {
    private var knownPlans: [String: Plan] = [:]
    private var mailboxes: [EmailAddress: Mailbox] = [:]
    private var messages: [EmailAddress: [StoredMessage]] = [:]
    /// Every id that was ever committed, deleted messages included.
    private var committed: Set<MessageIdentifier> = []
    private var known: [String: Account] = [:]
    private var apiKeys: [APIKey] = []

    /// Creates a store with the built-in plans.
    public init() {
        for plan in Plan.builtIn { knownPlans[plan.name] = plan }
        known[Account.local.name] = .local
    }

    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) -> Plan? { knownPlans[name] }

    /// See ``MailboxStore/save(_:)``.
    public func save(_ plan: Plan) { knownPlans[plan.name] = plan }

    /// See ``MailboxStore/create(_:within:reclaims:now:)``.
    public func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) -> MailboxCreation {
        var mailbox = mailbox
        if let existing = mailboxes[mailbox.address] {
            guard reclaims, !existing.isOpen(at: now) else { return .addressTaken }
            mailbox.seq = existing.seq
            mailbox.firstSeq = existing.seq
        }
        if let owner = mailbox.owner {
            guard plan.allowsMailbox(besides: openMailboxes(of: owner, now: now)) else { return .limitReached }
        }
        let keys = Set(messages[mailbox.address, default: []].map(\.rawKey))
        mailboxes[mailbox.address] = mailbox
        messages[mailbox.address] = []
        return .created(mailbox, released: unreferenced(keys))
    }

    /// See ``MailboxStore/mailbox(_:)``.
    public func mailbox(_ address: EmailAddress) -> Mailbox? { mailboxes[address] }

    /// See ``MailboxStore/mailboxes(of:after:limit:)``.
    public func mailboxes(of owner: String, after: EmailAddress?, limit: Int) -> [Mailbox] {
        let own = mailboxes.values.filter { $0.owner == owner && $0.state == .active }.sorted { Self.isBefore($0.address, $1.address) }
        return Array(own.drop { mailbox in after.map { !Self.isBefore($0, mailbox.address) } ?? false }.prefix(max(0, limit)))
    }

    /// See ``MailboxStore/openMailboxes(of:now:)``.
    public func openMailboxes(of owner: String, now: Timestamp) -> Int {
        mailboxes.values.count { $0.owner == owner && $0.isOpen(at: now) }
    }

    /// See ``MailboxStore/change(_:_:now:)``.
    public func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) -> Mailbox? {
        guard let mailbox = mailboxes[address], mailbox.isOpen(at: now) else { return nil }
        let changed = change.applied(to: mailbox)
        mailboxes[address] = changed
        return changed
    }

    /// See ``MailboxStore/plan(of:named:now:)``.
    public func plan(of owner: String?, named name: String, now: Timestamp) -> Plan {
        guard let owner else { return knownPlans[name] ?? .anonymous }
        guard let subscription = known[owner]?.subscription, subscription.isInForce(at: now) else {
            return knownPlans[Plan.free.name] ?? .free
        }
        return knownPlans[subscription.plan] ?? .anonymous
    }

    /// See ``MailboxStore/delete(_:)``.
    public func delete(_ address: EmailAddress) -> [String] {
        guard mailboxes[address] != nil else { return [] }
        let keys = Set(messages[address, default: []].map(\.rawKey))
        messages[address] = []
        mailboxes[address]?.state = .deleted
        mailboxes[address]?.messageCount = 0
        return unreferenced(keys)
    }

    /// See ``MailboxStore/commit(_:within:pendingUntil:now:)``.
    public func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) -> MessageCommit {
        guard var mailbox = mailboxes[message.mailbox] else { return .refused(.unknownMailbox) }
        guard mailbox.isOpen(at: now) else { return .refused(.expired) }
        guard !committed.contains(message.id) else {
            return .duplicate(messages[message.mailbox, default: []].first { $0.id == message.id })
        }
        guard plan.allowsMessage(besides: mailbox.messageCount) else { return .refused(.overQuota) }
        mailbox.seq += 1
        mailbox.messageCount += 1
        var stored = message
        stored.seq = mailbox.seq
        mailboxes[message.mailbox] = mailbox
        messages[message.mailbox, default: []].append(stored)
        committed.insert(message.id)
        return .stored(stored)
    }

    /// Nothing: raw mails are the caller's.
    public func settleRawMail(_ key: String) {}

    /// Nothing: raw mails are the caller's.
    public func discardRawMail(_ key: String) {}

    /// See ``MailboxStore/hasCommitted(_:)``.
    public func hasCommitted(_ id: MessageIdentifier) -> Bool { committed.contains(id) }

    /// See ``MailboxStore/messages(in:_:limit:now:)``.
    public func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) -> [StoredMessage] {
        guard mailboxes[address]?.isOpen(at: now) == true else { return [] }
        let found = messages[address, default: []].filter { range.contains($0.seq) }
        switch range.order {
        case .newestFirst: return Array(found.reversed().prefix(max(0, limit)))
        case .oldestFirst: return Array(found.prefix(max(0, limit)))
        }
    }

    /// See ``MailboxStore/message(_:in:now:)``.
    public func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) -> StoredMessage? {
        guard mailboxes[address]?.isOpen(at: now) == true else { return nil }
        return messages[address, default: []].first { $0.id == id }
    }

    /// See ``MailboxStore/mark(_:in:isRead:)``.
    public func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) -> Bool {
        change(id, in: address) { $0.isRead = isRead }
    }

    /// See ``MailboxStore/update(_:of:in:)``.
    public func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) -> Bool {
        change(id, in: address) { $0.summary = summary }
    }

    /// See ``MailboxStore/delete(_:in:)``.
    public func delete(_ id: MessageIdentifier, in address: EmailAddress) -> [String]? {
        guard let index = messages[address]?.firstIndex(where: { $0.id == id }), let message = messages[address]?.remove(at: index) else {
            return nil
        }
        mailboxes[address]?.messageCount -= 1
        return unreferenced([message.rawKey])
    }

    /// See ``MailboxStore/page(after:limit:)``.
    public func page(after cursor: MessageCursor?, limit: Int) -> [StoredMessage] {
        let all = messages.values.joined().map { (cursor: MessageCursor($0), message: $0) }.sorted { Self.isBefore($0.cursor, $1.cursor) }
        return all.drop { entry in cursor.map { !Self.isBefore($0, entry.cursor) } ?? false }.prefix(max(0, limit)).map(\.message)
    }

    private static func isBefore(_ left: MessageCursor, _ right: MessageCursor) -> Bool {
        left.mailbox == right.mailbox ? left.seq < right.seq : isBefore(left.mailbox, right.mailbox)
    }

    private static func isBefore(_ left: EmailAddress, _ right: EmailAddress) -> Bool {
        left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }

    private func change(_ id: MessageIdentifier, in address: EmailAddress, _ body: (inout StoredMessage) -> Void) -> Bool {
        guard let index = messages[address]?.firstIndex(where: { $0.id == id }) else { return false }
        messages[address]?.withElement(at: index, body)
        return true
    }

    // MARK: - Accounts

    /// See ``AccountStore/add(_:)``.
    public func add(_ account: Account) -> Bool {
        guard known[account.name] == nil else { return false }
        known[account.name] = account
        return true
    }

    /// See ``AccountStore/account(_:)``.
    public func account(_ name: String) -> Account? { known[name] }

    /// See ``AccountStore/accounts(after:limit:)``.
    public func accounts(after name: String?, limit: Int) -> [Account] {
        let all = known.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return Array(
            all.drop { account in name.map { !$0.utf8.lexicographicallyPrecedes(account.name.utf8) } ?? false }.prefix(max(0, limit)))
    }

    /// See ``AccountStore/subscribe(_:to:)``.
    public func subscribe(_ name: String, to subscription: Subscription?) -> Bool {
        guard known[name] != nil else { return false }
        known[name]?.subscription = subscription
        return true
    }

    /// See ``AccountStore/plans()``.
    public func plans() -> [Plan] { knownPlans.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

    /// See ``AccountStore/add(_:limit:)``.
    public func add(_ key: APIKey, limit: Int) -> KeyAddition {
        guard known[key.owner] != nil else { return .unknownAccount }
        guard apiKeys.count(where: { $0.owner == key.owner && $0.revokedAt == nil }) < limit else { return .limitReached }
        apiKeys.append(key)
        return .added
    }

    /// See ``AccountStore/key(hash:)``.
    public func key(hash: [UInt8]) -> APIKey? { apiKeys.first { $0.hash == hash } }

    /// See ``AccountStore/keys(of:)``.
    public func keys(of name: String) -> [APIKey] {
        apiKeys.filter { $0.owner == name }.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// See ``AccountStore/revoke(_:of:at:)``.
    public func revoke(_ id: String, of name: String, at now: Timestamp) -> Bool {
        guard let index = apiKeys.firstIndex(where: { $0.id == id && $0.owner == name }) else { return false }
        apiKeys[index].revokedAt = apiKeys[index].revokedAt ?? now
        return true
    }

    /// See ``AccountStore/touch(_:at:)``.
    public func touch(_ key: APIKey, at now: Timestamp) {
        guard let index = apiKeys.firstIndex(where: { $0.hash == key.hash }) else { return }
        apiKeys[index].lastUsedAt = now
    }

    private func unreferenced(_ keys: Set<String>) -> [String] {
        keys.subtracting(messages.values.joined().map(\.rawKey)).sorted()
    }
}

extension Array {
    fileprivate mutating func withElement(at index: Int, _ body: (inout Element) -> Void) { body(&self[index]) }
}
