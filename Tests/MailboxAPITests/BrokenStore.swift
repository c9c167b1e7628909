import Mail

/// A ``MailboxStore`` whose every call fails.
struct BrokenStore: MailboxStore {
    var error: any Error

    func plan(named name: String) throws -> Plan? { throw error }
    func save(_ plan: Plan) throws { throw error }
    func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) throws -> MailboxCreation { throw error }
    func mailbox(_ address: EmailAddress) throws -> Mailbox? { throw error }
    func mailboxes(of owner: String, after: EmailAddress?, limit: Int) throws -> [Mailbox] { throw error }
    func openMailboxes(of owner: String, now: Timestamp) throws -> Int { throw error }
    func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) throws -> Mailbox? { throw error }
    func plan(of owner: String?, named name: String, now: Timestamp) throws -> Plan { throw error }
    func delete(_ address: EmailAddress) throws -> [String] { throw error }
    func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) throws -> MessageCommit {
        throw error
    }
    func settleRawMail(_ key: String) throws { throw error }
    func discardRawMail(_ key: String) throws { throw error }
    func hasCommitted(_ id: MessageIdentifier) throws -> Bool { throw error }
    func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) throws -> [StoredMessage] { throw error }
    func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) throws -> StoredMessage? { throw error }
    func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) throws -> Bool { throw error }
    func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) throws -> Bool { throw error }
    func delete(_ id: MessageIdentifier, in address: EmailAddress) throws -> [String]? { throw error }
    func page(after cursor: MessageCursor?, limit: Int) throws -> [StoredMessage] { throw error }
}
