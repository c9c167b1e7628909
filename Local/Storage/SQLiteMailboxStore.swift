import Foundation
import GRDB
import Mail

/// Mailboxes, messages, accounts and keys in one SQLite file. A committed transaction survives a crash of the process and of the machine.
public struct SQLiteMailboxStore: MailboxStore {
    let database: DatabasePool

    /// Opens the file, which is made when it is not there, and brings it to today's schema.
    public init(path: String) throws {
        var configuration = Configuration()
        // 'postroom admin' writes beside a server that runs.
        configuration.busyMode = .timeout(5)
        database = try DatabasePool(path: path, configuration: configuration)
        // With a write-ahead log GRDB syncs at checkpoints only; a mail that was answered with 250 has to be on disk.
        try database.barrierWriteWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try SQLiteSchema.migrate(database)
        try database.write { db in
            for plan in Plan.builtIn { try plan.insert(into: db, replacing: false) }
            _ = try Account.local.insert(into: db)
        }
    }

    /// Whether every commit waits until the disk has it (`PRAGMA synchronous` is FULL).
    package func isDurable() async throws -> Bool {
        try await database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") == 2 }
    }

    /// See ``MailboxStore/plan(named:)``.
    public func plan(named name: String) async throws -> Plan? {
        try await database.read { try Plan.fetch($0, name) }
    }

    /// See ``MailboxStore/save(_:)``.
    public func save(_ plan: Plan) async throws {
        try await database.write { try plan.insert(into: $0, replacing: true) }
    }

    /// See ``MailboxStore/create(_:within:reclaims:now:)``.
    public func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) async throws -> MailboxCreation {
        try await database.write { db in
            var mailbox = mailbox
            if let existing = try Mailbox.fetch(db, mailbox.address) {
                guard reclaims, !existing.isOpen(at: now) else { return .addressTaken }
                mailbox.seq = existing.seq
                mailbox.firstSeq = existing.seq
            }
            if let owner = mailbox.owner {
                guard plan.allowsMailbox(besides: try Self.openMailboxes(of: owner, now: now, db)) else { return .limitReached }
            }
            let keys = try Self.removeMessages(of: mailbox.address, db)
            try mailbox.replace(in: db)
            return .created(mailbox, released: keys)
        }
    }

    /// See ``MailboxStore/mailbox(_:)``.
    public func mailbox(_ address: EmailAddress) async throws -> Mailbox? {
        try await database.read { try Mailbox.fetch($0, address) }
    }

    /// See ``MailboxStore/mailboxes(of:after:limit:)``.
    public func mailboxes(of owner: String, after: EmailAddress?, limit: Int) async throws -> [Mailbox] {
        try await database.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM mailbox WHERE owner = ? AND state = 'active' AND address > ? ORDER BY address LIMIT ?",
                arguments: [owner, after?.key ?? "", max(limit, 0)])
            return try rows.map(Mailbox.init)
        }
    }

    /// See ``MailboxStore/openMailboxes(of:now:)``.
    public func openMailboxes(of owner: String, now: Timestamp) async throws -> Int {
        try await database.read { try Self.openMailboxes(of: owner, now: now, $0) }
    }

    private static func openMailboxes(of owner: String, now: Timestamp, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM mailbox WHERE owner = ? AND state = 'active' AND expires_at > ?",
            arguments: [owner, now.millisecondsSince1970]) ?? 0
    }

    /// See ``MailboxStore/change(_:_:now:)``.
    public func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) async throws -> Mailbox? {
        try await database.write { db in
            guard let mailbox = try Mailbox.fetch(db, address), mailbox.isOpen(at: now) else { return nil }
            let changed = change.applied(to: mailbox)
            try db.execute(
                sql: "UPDATE mailbox SET expires_at = ?, label = ?, metadata = ? WHERE address = ?",
                arguments: [
                    changed.expiresAt.millisecondsSince1970, changed.label, try StoredMessage.encode(changed.metadata), address.key,
                ])
            return changed
        }
    }

    /// See ``MailboxStore/plan(of:named:now:)``.
    public func plan(of owner: String?, named name: String, now: Timestamp) async throws -> Plan {
        try await database.read { db in
            guard let owner else { return try Plan.fetch(db, name) ?? .anonymous }
            guard let subscription = try Account.fetch(db, owner)?.subscription, subscription.isInForce(at: now) else {
                return try Plan.fetch(db, Plan.free.name) ?? .free
            }
            return try Plan.fetch(db, subscription.plan) ?? .anonymous
        }
    }

    /// See ``MailboxStore/delete(_:)``.
    public func delete(_ address: EmailAddress) async throws -> [String] {
        try await database.write { db in
            try db.execute(sql: "UPDATE mailbox SET state = 'deleted', message_count = 0 WHERE address = ?", arguments: [address.key])
            return try Self.removeMessages(of: address, db)
        }
    }

    /// Removes the messages of a mailbox and answers the raw mails that no message refers to any more.
    private static func removeMessages(of address: EmailAddress, _ db: Database) throws -> [String] {
        let keys = try String.fetchSet(db, sql: "SELECT raw_key FROM message WHERE mailbox = ?", arguments: [address.key])
        try db.execute(sql: "DELETE FROM message WHERE mailbox = ?", arguments: [address.key])
        return try unreferenced(keys, db)
    }

    /// See ``MailboxStore/commit(_:within:pendingUntil:now:)``. ``RawMailFiles`` keeps the raw mail of a mail that is being delivered.
    public func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) async throws -> MessageCommit
    {
        try await database.write { db in
            guard let mailbox = try Mailbox.fetch(db, message.mailbox) else { return .refused(.unknownMailbox) }
            guard mailbox.isOpen(at: now) else { return .refused(.expired) }
            guard try !Self.hasCommitted(message.id, db) else {
                return .duplicate(try StoredMessage.fetch(db, message.id, message.mailbox))
            }
            guard plan.allowsMessage(besides: mailbox.messageCount) else { return .refused(.overQuota) }
            var stored = message
            stored.seq = mailbox.seq + 1
            try db.execute(
                sql: "UPDATE mailbox SET seq = ?, message_count = message_count + 1 WHERE address = ?",
                arguments: [stored.seq, mailbox.address.key])
            try db.execute(sql: "INSERT INTO committed (id) VALUES (?)", arguments: [stored.id.description])
            try stored.insert(into: db)
            return .stored(stored)
        }
    }

    /// Nothing: ``MailReception`` knows when it has delivered a mail.
    public func settleRawMail(_ key: String) async throws {}

    /// Nothing: ``MailReception`` removes what nobody took.
    public func discardRawMail(_ key: String) async throws {}

    /// See ``MailboxStore/hasCommitted(_:)``.
    public func hasCommitted(_ id: MessageIdentifier) async throws -> Bool {
        try await database.read { try Self.hasCommitted(id, $0) }
    }

    private static func hasCommitted(_ id: MessageIdentifier, _ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM committed WHERE id = ?)", arguments: [id.description]) == true
    }

    /// See ``MailboxStore/messages(in:_:limit:now:)``.
    public func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) async throws -> [StoredMessage] {
        try await database.read { db in
            guard let mailbox = try Mailbox.fetch(db, address), mailbox.isOpen(at: now) else { return [] }
            let order = range.order == .newestFirst ? "DESC" : "ASC"
            return try StoredMessage.fetchAll(
                db, "WHERE mailbox = ? AND seq > ? AND seq < ? ORDER BY seq \(order) LIMIT ?",
                [address.key, max(range.after ?? 0, mailbox.firstSeq), range.before ?? .max, max(limit, 0)])
        }
    }

    /// See ``MailboxStore/message(_:in:now:)``.
    public func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) async throws -> StoredMessage? {
        try await database.read { db in
            guard let mailbox = try Mailbox.fetch(db, address), mailbox.isOpen(at: now) else { return nil }
            guard let message = try StoredMessage.fetch(db, id, address), message.seq > mailbox.firstSeq else { return nil }
            return message
        }
    }

    /// See ``MailboxStore/mark(_:in:isRead:)``.
    public func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE message SET is_read = ? WHERE id = ? AND mailbox = ?", arguments: [isRead, id.description, address.key])
            return db.changesCount > 0
        }
    }

    /// See ``MailboxStore/update(_:of:in:)``.
    public func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) async throws -> Bool {
        let json = try StoredMessage.encode(summary)
        return try await database.write { db in
            try db.execute(
                sql: "UPDATE message SET summary = ? WHERE id = ? AND mailbox = ?", arguments: [json, id.description, address.key])
            return db.changesCount > 0
        }
    }

    /// See ``MailboxStore/delete(_:in:)``.
    public func delete(_ id: MessageIdentifier, in address: EmailAddress) async throws -> [String]? {
        try await database.write { db in
            guard let message = try StoredMessage.fetch(db, id, address) else { return nil }
            try db.execute(sql: "DELETE FROM message WHERE id = ?", arguments: [id.description])
            try db.execute(sql: "UPDATE mailbox SET message_count = message_count - 1 WHERE address = ?", arguments: [address.key])
            return try Self.unreferenced([message.rawKey], db)
        }
    }

    /// See ``MailboxStore/page(after:limit:)``.
    public func page(after cursor: MessageCursor?, limit: Int) async throws -> [StoredMessage] {
        try await database.read { db in
            try StoredMessage.fetchAll(
                db, "WHERE (mailbox, seq) > (?, ?) ORDER BY mailbox, seq LIMIT ?",
                [cursor?.mailbox.key ?? "", cursor?.seq ?? 0, max(limit, 0)])
        }
    }

    /// The raw mails that messages refer to.
    func rawKeys() async throws -> Set<String> {
        try await database.read { try String.fetchSet($0, sql: "SELECT DISTINCT raw_key FROM message") }
    }

    /// Whether any message refers to a raw mail.
    func refers(to rawKey: String) async throws -> Bool {
        try await database.read { try Self.unreferenced([rawKey], $0).isEmpty }
    }

    private static func unreferenced(_ keys: Set<String>, _ db: Database) throws -> [String] {
        try keys.sorted().filter { key in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM message WHERE raw_key = ?)", arguments: [key]) == false
        }
    }
}
