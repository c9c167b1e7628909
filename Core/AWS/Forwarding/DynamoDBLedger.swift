import AWS
import Crypto
import Forwarding
import Mail

/// The ledger in the one DynamoDB table; `docs/data-model.md` describes its rows.
///
/// A write whose answer was lost is made again by the client, and its condition does not hold any more by its own first effect. So every write
/// leaves a random id in the row: who is refused and finds its own has succeeded.
public struct DynamoDBLedger: ForwardingLedger {
    let table: DynamoDB
    private let pageLimit: Int

    /// The ledger in a table.
    public init(_ table: DynamoDB) { self.init(table, pageLimit: 500) }

    /// The same, with pages of so many entries of a day: tests have fewer.
    package init(_ table: DynamoDB, pageLimit: Int) {
        self.table = table
        self.pageLimit = pageLimit
    }

    // MARK: - Changing

    /// See ``ForwardingLedger/claim(_:until:now:)``.
    public func claim(_ key: LedgerKey, until lease: Timestamp, now: Timestamp) async throws -> LedgerEntry? {
        var update = RowUpdate(
            "attribute_exists(#target) AND (#state = :pending OR "
                + "#state = :sending AND (attribute_not_exists(#lease_until) OR #lease_until <= :now))",
            values: [":pending": Self.value(.pending), ":now": .number(now.millisecondsSince1970)])
        update.set("state", Self.value(.sending), as: ":sending")
        update.set("lease_until", .number(lease.millisecondsSince1970))
        update.increase("attempts")
        update.name("target")
        return try await write(update, key, now: now)
    }

    /// See ``ForwardingLedger/settle(_:attempt:_:now:)``.
    @discardableResult
    public func settle(_ key: LedgerKey, attempt: Int, _ change: LedgerChange, now: Timestamp) async throws -> Bool {
        var update = RowUpdate(
            "#state = :sending AND #attempts = :attempt", values: [":sending": Self.value(.sending), ":attempt": .number(attempt)])
        update.name("attempts")
        update.set(change)
        return try await write(update, key, now: now) != nil
    }

    /// See ``ForwardingLedger/settle(_:from:_:now:)``.
    public func settle(_ key: LedgerKey, from states: Set<LedgerState>, _ change: LedgerChange, now: Timestamp) async throws
        -> LedgerEntry?
    {
        guard !states.isEmpty else { return nil }
        var values: [String: AttributeValue] = [:]
        for state in states { values[":is_\(state.rawValue)"] = Self.value(state) }
        var update = RowUpdate("#state IN (\(values.keys.sorted().joined(separator: ", ")))", values: values)
        update.set(change)
        return try await write(update, key, now: now)
    }

    /// The entry as it is after the change; nil when the condition does not hold.
    private func write(_ update: RowUpdate, _ key: LedgerKey, now: Timestamp) async throws -> LedgerEntry? {
        var update = update
        let change = AttributeValue.string(try SecureRandom.bytes(12).hexadecimal)
        update.set("change", change)
        update.set("ttl", LedgerEntry.ttl(now))
        do {
            guard let row = try await table.write(update.write(ForwardingTableKey.entry(key))) else { return nil }
            return try LedgerEntry(row: row)
        } catch let error as AWSError where error.isConditionFailure {
            guard let row = error.item, row["change"] == change else { return nil }
            return try LedgerEntry(row: row)
        }
    }

    static func value(_ state: LedgerState) -> AttributeValue { .string(state.rawValue) }

    // MARK: - Reading

    /// See ``ForwardingLedger/entries(of:)``.
    public func entries(of mail: String) async throws -> [LedgerEntry] {
        var query = DynamoDB.Query(
            "pk = :pk AND begins_with(sk, :prefix)",
            values: [":pk": .string(ForwardingTableKey.mail(mail)), ":prefix": .string(ForwardingTableKey.entryPrefix)])
        var found: [LedgerEntry] = []
        repeat {
            let page = try await table.query(query)
            found += try page.items.map { try LedgerEntry(row: $0) }
            query.after = page.next
        } while query.after != nil
        return found
    }

    /// See ``ForwardingLedger/entries(ofDay:after:)``. What was changed just now may be shown as it was before: it comes from an index.
    public func entries(ofDay day: String, after next: String?) async throws -> (entries: [LedgerEntry], next: String?) {
        let partition = AttributeValue.string(DayIndex.partition(day))
        var query = DynamoDB.Query("exp_pk = :day", values: [":day": partition])
        query.index = ExpiryIndex.name
        query.limit = pageLimit
        if let next {
            guard let key = DayIndex.key(next) else { throw InvalidPage(description: "no page of the ledger begins behind '\(next)'") }
            query.after = ForwardingTableKey.entry(key).merging(["exp_pk": partition, "exp_sk": .string(next)]) { first, _ in first }
        }
        let page = try await table.query(query)
        return (try page.items.map { try LedgerEntry(row: $0) }, page.next?["exp_sk"]?.text)
    }

    /// A page was asked for that does not begin where one ended.
    struct InvalidPage: Error, CustomStringConvertible {
        let description: String
    }
}

extension RowUpdate {
    /// As `LedgerEntry.changed`: what was sent is still known when it fails later.
    fileprivate mutating func set(_ change: LedgerChange) {
        set("state", DynamoDBLedger.value(change.state))
        set("reason", change.reason.map { .string($0) })
        set("lease_until", change.leaseUntil.map { .number($0.millisecondsSince1970) })
        if let sesID = change.sesID { set("ses_id", .string(sesID)) }
        if let rung = change.rung { set("rung", .number(rung)) }
    }
}
