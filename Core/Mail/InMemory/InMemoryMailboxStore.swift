/// A ``MailboxStore`` that forgets everything when the process ends: for tests and for `postroom invoke`.
public actor InMemoryMailboxStore: MailboxStore {
    private var plans: [String: Plan] = [:]
    private var mailboxes: [EmailAddress: Mailbox] = [:]
    private var messages: [EmailAddress: [StoredMessage]] = [:]
    /// Every id that was ever committed, deleted messages included.
    private var committed: Set<MessageIdentifier> = []

    /// Creates a store with the built-in plans.
    public init() {
        for plan in Plan.builtIn { plans[plan.name] = plan }
    }

    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) -> Plan? { plans[name] }

    /// See ``MailboxStore/save(_:)``.
    public func save(_ plan: Plan) { plans[plan.name] = plan }

    /// See ``MailboxStore/create(_:within:reclaims:now:)``.
    public func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) -> MailboxCreation {
        var mailbox = mailbox
        if let existing = mailboxes[mailbox.address] {
            guard reclaims, !existing.isOpen(at: now) else { return .addressTaken }
            mailbox.seq = existing.seq
            mailbox.firstSeq = existing.seq
        }
        if let owner = mailbox.owner {
            let count = mailboxes.values.count { $0.owner == owner && $0.isOpen(at: now) }
            guard plan.allowsMailbox(besides: count) else { return .limitReached }
        }
        let keys = Set(messages[mailbox.address, default: []].map(\.rawKey))
        mailboxes[mailbox.address] = mailbox
        messages[mailbox.address] = []
        return .created(mailbox, released: unreferenced(keys))
    }

    /// See ``MailboxStore/mailbox(_:)``.
    public func mailbox(_ address: EmailAddress) -> Mailbox? { mailboxes[address] }

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

    /// See ``MailboxStore/messages(in:before:limit:now:)``.
    public func messages(in address: EmailAddress, before: Int?, limit: Int, now: Timestamp) -> [StoredMessage] {
        guard mailboxes[address]?.isOpen(at: now) == true else { return [] }
        return Array(messages[address, default: []].reversed().filter { $0.seq < before ?? .max }.prefix(max(0, limit)))
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
        left.mailbox == right.mailbox ? left.seq < right.seq : left.mailbox.key.utf8.lexicographicallyPrecedes(right.mailbox.key.utf8)
    }

    private func change(_ id: MessageIdentifier, in address: EmailAddress, _ body: (inout StoredMessage) -> Void) -> Bool {
        guard let index = messages[address]?.firstIndex(where: { $0.id == id }) else { return false }
        messages[address]?.withElement(at: index, body)
        return true
    }

    private func unreferenced(_ keys: Set<String>) -> [String] {
        keys.subtracting(messages.values.joined().map(\.rawKey)).sorted()
    }
}

extension Array {
    fileprivate mutating func withElement(at index: Int, _ body: (inout Element) -> Void) { body(&self[index]) }
}
