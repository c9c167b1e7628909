import Foundation
import GRDB
import Mail

extension Plan {
    static func fetch(_ db: Database, _ name: String) throws -> Plan? {
        try Row.fetchOne(db, sql: "SELECT * FROM plan WHERE name = ?", arguments: [name]).map(Plan.init)
    }

    init(row: Row) {
        self.init(
            name: row["name"], maxMailboxes: row["max_mailboxes"], maxMessagesPerMailbox: row["max_messages"],
            defaultTTLMinutes: row["default_ttl"], maxTTLMinutes: row["max_ttl"], requestsPerMinute: row["requests"])
    }

    func insert(into db: Database, replacing: Bool) throws {
        try db.execute(
            sql: "INSERT OR \(replacing ? "REPLACE" : "IGNORE") INTO plan VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [name, maxMailboxes, maxMessagesPerMailbox, defaultTTLMinutes, maxTTLMinutes, requestsPerMinute])
    }
}

extension Mailbox {
    static func fetch(_ db: Database, _ address: EmailAddress) throws -> Mailbox? {
        try Row.fetchOne(db, sql: "SELECT * FROM mailbox WHERE address = ?", arguments: [address.key]).map(Mailbox.init)
    }

    init(row: Row) throws {
        self.init(
            address: try EmailAddress(row["display"]), owner: row["owner"], plan: row["plan"],
            state: State(rawValue: row["state"]) ?? .deleted, createdAt: Timestamp(millisecondsSince1970: row["created_at"]),
            expiresAt: Timestamp(millisecondsSince1970: row["expires_at"]), tokenHash: [UInt8](row["token_hash"] as Data), seq: row["seq"],
            firstSeq: row["first_seq"], messageCount: row["message_count"], label: row["label"],
            metadata: try JSONDecoder().decode([String: String].self, from: Data((row["metadata"] as String).utf8)),
            creationKey: (row["creation_key"] as Data?).map { [UInt8]($0) })
    }

    func replace(in db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO mailbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                address.key, address.description, owner, plan, state.rawValue, createdAt.millisecondsSince1970,
                expiresAt.millisecondsSince1970, Data(tokenHash), seq, firstSeq, messageCount, label, try StoredMessage.encode(metadata),
                creationKey.map { Data($0) },
            ])
    }
}

extension StoredMessage {
    /// A row that this version cannot read.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    static func fetch(_ db: Database, _ id: MessageIdentifier, _ mailbox: EmailAddress) throws -> StoredMessage? {
        try fetchAll(db, "WHERE id = ? AND mailbox = ?", [id.description, mailbox.key]).first
    }

    static func fetchAll(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [StoredMessage] {
        try Row.fetchAll(db, sql: "SELECT * FROM message \(condition)", arguments: arguments).map(StoredMessage.init)
    }

    init(row: Row) throws {
        let text: String = row["id"]
        guard let id = MessageIdentifier(text) else { throw Unreadable(description: "message row with a bad id '\(text)'") }
        let decoder = JSONDecoder()
        self.init(
            id: id, mailbox: try EmailAddress(row["mailbox"]), seq: row["seq"], rawKey: row["raw_key"], size: row["size"],
            receivedAt: Timestamp(millisecondsSince1970: row["received_at"]), envelopeSender: row["envelope_sender"],
            verdicts: try decoder.decode(Verdicts.self, from: Data((row["verdicts"] as String).utf8)),
            summary: try decoder.decode(MessageSummary.self, from: Data((row["summary"] as String).utf8)), isRead: row["is_read"])
    }

    func insert(into db: Database) throws {
        try db.execute(
            sql: "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                mailbox.key, seq, id.description, rawKey, size, receivedAt.millisecondsSince1970, envelopeSender, try Self.encode(verdicts),
                try Self.encode(summary), isRead,
            ])
    }

    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
