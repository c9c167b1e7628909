import AWS
import Crypto
import Mail
import Notifications

/// The ledger of notifications in the one DynamoDB table; `docs/data-model.md` describes its rows.
///
/// A write whose answer was lost is made again by the client, and its condition does not hold any more by its own first effect. So every write
/// leaves a random id in the row: who is refused and finds its own has succeeded.
public struct DynamoDBNotificationLedger: NotificationLedger {
    /// How long a row is kept behind its last change, in seconds.
    private static let isKept: Int64 = 90 * 24 * 60 * 60

    private let table: DynamoDB

    /// The ledger in a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// See ``NotificationLedger/claim(_:for:until:now:)``.
    public func claim(_ key: NotificationKey, for recipient: EmailAddress, until lease: Timestamp, now: Timestamp) async throws
        -> NotificationClaim
    {
        let new = NotificationEntry(key: key, recipient: recipient, state: .sending, leaseUntil: lease, createdAt: now)
        let change = try Self.change()
        var row = Self.row(new)
        row["change"] = change
        row["ttl"] = Self.ttl(now)
        let known: NotificationEntry
        do {
            try await table.write(.put(row, DynamoDB.Condition("attribute_not_exists(pk)")))
            return .claimed(attempt: 1, isUnsure: false)
        } catch let error as AWSError where error.isConditionFailure {
            guard let row = error.item else { throw error }
            if row["change"] == change { return .claimed(attempt: 1, isUnsure: false) }
            known = try Self.entry(row)
        }
        if known.state.isFinal { return .settled(known) }
        if known.state == .sending, let until = known.leaseUntil, until > now { return .busy(until: until) }
        var update = RowUpdate(
            "#state = :was AND #attempts = :attempts",
            values: [":was": .string(known.state.rawValue), ":attempts": .number(known.attempts)])
        update.set("state", .string(NotificationEntry.State.sending.rawValue))
        update.set("lease_until", .number(lease.millisecondsSince1970))
        update.increase("attempts")
        guard try await write(update, key, now: now) else { return .busy(until: lease) }
        return .claimed(attempt: known.attempts + 1, isUnsure: known.state == .sending)
    }

    /// See ``NotificationLedger/settle(_:attempt:_:now:)``.
    public func settle(_ key: NotificationKey, attempt: Int, _ change: NotificationChange, now: Timestamp) async throws -> Bool {
        var update = RowUpdate(
            "#state = :sending AND #attempts = :attempt",
            values: [":sending": .string(NotificationEntry.State.sending.rawValue), ":attempt": .number(attempt)])
        update.name("attempts")
        update.set("state", .string(change.state.rawValue))
        update.set("reason", change.reason.map { .string($0) })
        update.set("lease_until", nil)
        if let id = change.sesID { update.set("ses_id", .string(id)) }
        return try await write(update, key, now: now)
    }

    /// See ``NotificationLedger/sent(_:sesID:now:)``.
    public func sent(_ key: NotificationKey, sesID: String, now: Timestamp) async throws {
        var update = RowUpdate("#state = :sending", values: [":sending": .string(NotificationEntry.State.sending.rawValue)])
        update.set("state", .string(NotificationEntry.State.sent.rawValue))
        update.set("ses_id", .string(sesID))
        update.set("lease_until", nil)
        _ = try await write(update, key, now: now)
    }

    /// See ``NotificationLedger/entry(_:)``.
    public func entry(_ key: NotificationKey) async throws -> NotificationEntry? {
        try await table.get(NotificationTableKey.entry(key)).map { try Self.entry($0) }
    }

    /// False when the condition does not hold.
    private func write(_ update: RowUpdate, _ key: NotificationKey, now: Timestamp) async throws -> Bool {
        var update = update
        let change = try Self.change()
        update.set("change", change)
        update.set("ttl", Self.ttl(now))
        do {
            try await table.write(update.write(NotificationTableKey.entry(key)))
            return true
        } catch let error as AWSError where error.isConditionFailure {
            return error.item?["change"] == change
        }
    }

    private static func change() throws -> AttributeValue { .string(try SecureRandom.bytes(12).hexadecimal) }

    private static func ttl(_ now: Timestamp) -> AttributeValue { .number(max(now.seconds, 0) + isKept) }

    private static func row(_ entry: NotificationEntry) -> Item {
        var row = NotificationTableKey.entry(entry.key)
        row["notice"] = .string(entry.key.notice)
        row["recipient_key"] = .string(entry.key.recipient)
        row["recipient"] = .string(entry.recipient.description)
        row["state"] = .string(entry.state.rawValue)
        row["attempts"] = .number(entry.attempts)
        row["lease_until"] = entry.leaseUntil.map { .number($0.millisecondsSince1970) }
        row["created_at"] = .number(entry.createdAt.millisecondsSince1970)
        return row
    }

    private static func entry(_ row: Item) throws -> NotificationEntry {
        guard let notice = row["notice"]?.text, let key = row["recipient_key"]?.text, let text = row["recipient"]?.text,
            let recipient = try? EmailAddress(text), let state = row["state"]?.text.flatMap({ NotificationEntry.State(rawValue: $0) }),
            let attempts = row["attempts"]?.int, let created = row["created_at"]?.int
        else { throw UnreadableRow("notification", row) }
        return NotificationEntry(
            key: NotificationKey(notice: notice, recipient: key), recipient: recipient, state: state, reason: row["reason"]?.text,
            attempts: attempts, leaseUntil: row["lease_until"]?.int.map { Timestamp(millisecondsSince1970: Int64($0)) },
            sesID: row["ses_id"]?.text, createdAt: Timestamp(millisecondsSince1970: Int64(created)))
    }
}
