import FoundationEssentials
import Mail

/// A row that this version cannot read.
package struct UnreadableRow: Error, CustomStringConvertible {
    /// What row it is.
    package let description: String

    /// Names the row, and quotes nothing of it.
    package init(_ kind: String, _ row: Item) {
        description =
            "the \(kind) row '\(row["pk"]?.text ?? "?")' / '\(row["sk"]?.text ?? "?")' of the table lacks an attribute, or has one of another type"
    }
}

extension Mailbox {
    /// Attributes of the row `MB#{address}` / `META`.
    init(row: Item) throws {
        guard let display = row["address"]?.text, let address = try? EmailAddress(display), let plan = row["plan"]?.text,
            let state = row["state"]?.text, let created = row["created_at"]?.int, let expires = row["expires_at"]?.int,
            let tokenHash = row["token_hash"]?.bytes, let seq = row["seq"]?.int, let first = row["first_seq"]?.int,
            let count = row["message_count"]?.int
        else { throw UnreadableRow("mailbox", row) }
        self.init(
            address: address, owner: row["owner"]?.text, plan: plan, state: State(rawValue: state) ?? .deleted,
            createdAt: Timestamp(millisecondsSince1970: Int64(created)), expiresAt: Timestamp(millisecondsSince1970: Int64(expires)),
            tokenHash: tokenHash, seq: seq, firstSeq: first, messageCount: count, label: row["label"]?.text,
            metadata: try row["metadata"]?.text.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) } ?? [:],
            creationKey: row["creation_key"]?.bytes)
    }

    /// What an owner keeps with a mailbox, as JSON, so that its names may be any; nil for nothing.
    static func row(_ metadata: [String: String]) throws -> AttributeValue? {
        metadata.isEmpty ? nil : .string(try StoredMessage.json(metadata))
    }

    func row() throws -> Item {
        var row = TableKey.mailbox(address)
        row["address"] = .string(address.description)
        row["owner"] = owner.map { .string($0) }
        row["plan"] = .string(plan)
        row["state"] = .string(state.rawValue)
        row["created_at"] = .number(createdAt.millisecondsSince1970)
        row["expires_at"] = .number(expiresAt.millisecondsSince1970)
        row["token_hash"] = .binary(tokenHash)
        row["seq"] = .number(seq)
        row["first_seq"] = .number(firstSeq)
        row["message_count"] = .number(messageCount)
        row["label"] = label.map { .string($0) }
        row["metadata"] = try Self.row(metadata)
        row["creation_key"] = creationKey.map { .binary($0) }
        row["exp_pk"] = .string(ExpiryIndex.partition(address, expiresAt))
        row["exp_sk"] = .string(address.key)
        return row
    }
}

extension StoredMessage {
    /// Attributes of a row `MB#{address}` / `MSG#{seq}`.
    init(row: Item) throws {
        guard let id = row["id"]?.text.flatMap({ MessageIdentifier($0) }), let text = row["mailbox"]?.text,
            let mailbox = try? EmailAddress(text), let seq = row["seq"]?.int, let rawKey = row["raw_key"]?.text,
            let size = row["size"]?.int,
            let received = row["received_at"]?.int, let verdicts = row["verdicts"]?.text, let summary = row["summary"]?.text,
            let isRead = row["is_read"]?.flag
        else { throw UnreadableRow("message", row) }
        let decoder = JSONDecoder()
        self.init(
            id: id, mailbox: mailbox, seq: seq, rawKey: rawKey, size: size,
            receivedAt: Timestamp(millisecondsSince1970: Int64(received)), envelopeSender: row["sender"]?.text,
            verdicts: try decoder.decode(Verdicts.self, from: Data(verdicts.utf8)),
            summary: try decoder.decode(MessageSummary.self, from: Data(summary.utf8)), isRead: isRead)
    }

    func row() throws -> Item {
        var row = TableKey.message(mailbox, seq)
        row["id"] = .string(id.description)
        row["mailbox"] = .string(mailbox.key)
        row["seq"] = .number(seq)
        row["raw_key"] = .string(rawKey)
        row["size"] = .number(size)
        row["received_at"] = .number(receivedAt.millisecondsSince1970)
        row["sender"] = envelopeSender.map { .string($0) }
        row["verdicts"] = .string(try Self.json(verdicts))
        row["summary"] = .string(try Self.json(summary))
        row["is_read"] = .bool(isRead)
        return row
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension Plan {
    /// Attributes of a row `PLAN#{name}` / `META`.
    init(row: Item) throws {
        guard let name = row["name"]?.text, let mailboxes = row["max_mailboxes"]?.int, let messages = row["max_messages"]?.int,
            let ttl = row["default_ttl"]?.int, let longest = row["max_ttl"]?.int
        else { throw UnreadableRow("plan", row) }
        self.init(
            name: name, maxMailboxes: mailboxes, maxMessagesPerMailbox: messages, defaultTTLMinutes: ttl, maxTTLMinutes: longest,
            requestsPerMinute: row["requests"]?.int ?? -1)
    }

    var row: Item {
        var row = TableKey.plan(name)
        row["name"] = .string(name)
        row["max_mailboxes"] = .number(maxMailboxes)
        row["max_messages"] = .number(maxMessagesPerMailbox)
        row["default_ttl"] = .number(defaultTTLMinutes)
        row["max_ttl"] = .number(maxTTLMinutes)
        row["requests"] = .number(requestsPerMinute)
        return row
    }
}
