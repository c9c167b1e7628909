import AWS
import Forwarding
import Mail

/// Opening is all or nothing by the recipient's marker, a row `R#…`: who puts it has opened the recipient. It says `unrouted` where the entries
/// are one without a target that others may take the place of.
extension DynamoDBLedger {
    /// So many entries go into one transaction, with the marker and the entry without a target.
    private static let atOnce = DynamoDB.transactionLimit - 2

    private static let isNew = DynamoDB.Condition("attribute_not_exists(pk)")
    private static let isNewOrUnrouted = DynamoDB.Condition("attribute_not_exists(pk) OR unrouted = :yes", values: [":yes": .bool(true)])

    /// See ``ForwardingLedger/open(_:now:)``.
    ///
    /// With more entries than a transaction takes, those of two that open at once may both be there: then both are told all of them.
    public func open(_ entries: [LedgerEntry], now: Timestamp) async throws -> [LedgerEntry] {
        var seen: Set<LedgerKey> = []
        let entries = entries.filter { seen.insert($0.key).inserted }
        guard let first = entries.first else { return [] }
        guard entries.count <= Self.atOnce else { return try await openMany(entries, first, now: now) }
        let writes = [marker(of: entries, first, Self.isNew, now: now)] + entries.map { .put($0.row(now: now), Self.isNew) }
        for attempt in 0..<Self.tries {
            guard let reasons = try await table.transactOrReasons(writes) else { return entries }
            if let marker = reasons.first, marker.isCondition {
                // An unrouted one is met once a mail, if at all.
                return marker.item?["unrouted"]?.flag == true
                    ? try await openMany(entries, first, now: now) : try await known(first)
            }
            // An opening of many came to no end, and left some of its entries.
            if reasons.contains(where: \.isCondition) { return try await openMany(entries, first, now: now) }
            try await DynamoDB.pause(attempt)
        }
        throw DynamoDB.contention("the ledger of a recipient")
    }

    /// Puts entries that are not there, in transactions that end when somebody has put the marker; then the marker, in the place of an unrouted one.
    private func openMany(_ entries: [LedgerEntry], _ first: LedgerEntry, now: Timestamp) async throws -> [LedgerEntry] {
        let unrouted = first.recipientKey
        // What became of the entry without a target in the meantime is not undone.
        let isPending = DynamoDB.Condition(
            "attribute_not_exists(pk) OR #state = :pending", names: ["#state": "state"], values: [":pending": Self.value(.pending)])
        let checks: [DynamoDB.Write] = [
            .check(key: ForwardingTableKey.recipient(unrouted), Self.isNewOrUnrouted),
            .check(key: ForwardingTableKey.entry(unrouted), isPending),
        ]
        var last: [LedgerEntry] = []
        var left = entries.filter { $0.key != unrouted }[...]
        if left.count <= Self.atOnce {
            // All at once after all: together with the marker.
            last = Array(left)
            left = []
        }
        while !left.isEmpty {
            let some = left.prefix(Self.atOnce)
            left = left.dropFirst(some.count)
            guard try await putNew(Array(some), checks, now: now) else { return try await known(first) }
        }
        var ending = [marker(of: entries, first, Self.isNewOrUnrouted, now: now)]
        if let entry = entries.first(where: { $0.key == unrouted }) {
            ending.append(.put(entry.row(now: now), isPending))
        } else {
            ending.append(.delete(key: ForwardingTableKey.entry(unrouted), isPending))
        }
        _ = try await putNew(last, ending, now: now)
        return try await known(first)
    }

    /// Makes writes, and puts those of some entries that are not there yet; false when a condition of the writes does not hold.
    private func putNew(_ entries: [LedgerEntry], _ writes: [DynamoDB.Write], now: Timestamp) async throws -> Bool {
        var left = entries
        for attempt in 0..<Self.tries {
            let puts = left.map { DynamoDB.Write.put($0.row(now: now), Self.isNew) }
            guard let reasons = try await table.transactOrReasons(writes + puts) else { return true }
            guard !reasons.prefix(writes.count).contains(where: \.isCondition) else { return false }
            let places = reasons.dropFirst(writes.count)
            let isLeft = zip(left, places).filter { !$1.isCondition }.map(\.0)
            if places.count != left.count || isLeft.count == left.count { try await DynamoDB.pause(attempt) }
            if places.count == left.count { left = isLeft }
        }
        throw DynamoDB.contention("the ledger of a recipient")
    }

    private func marker(of entries: [LedgerEntry], _ first: LedgerEntry, _ condition: DynamoDB.Condition, now: Timestamp) -> DynamoDB.Write
    {
        var row = ForwardingTableKey.recipient(first.recipientKey)
        row["recipient"] = .string(first.recipient.description)
        if entries.count == 1, first.target == nil, first.state == .pending { row["unrouted"] = .bool(true) }
        row["ttl"] = LedgerEntry.ttl(max(first.receivedAt, now))
        return .put(row, condition)
    }

    private static var tries: Int { DynamoDB.tries }

    /// The entries of a recipient that is known.
    private func known(_ first: LedgerEntry) async throws -> [LedgerEntry] {
        let recipient = AliasKey(first.recipient)
        let found = try await entries(of: first.key.mail).filter { AliasKey($0.recipient) == recipient }
        // Nothing to do would be the wrong answer: the mail would be lost.
        guard !found.isEmpty else { throw UnreadableRow("ledger", ForwardingTableKey.recipient(first.recipientKey)) }
        return found
    }
}
