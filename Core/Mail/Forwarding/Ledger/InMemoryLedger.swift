import Mail
import Synchronization

/// A ledger that ends with the process: for tests.
public final class InMemoryLedger: ForwardingLedger {
    private let all = Mutex<[LedgerKey: LedgerEntry]>([:])

    /// Creates an empty ledger.
    public init() {}

    /// See ``ForwardingLedger/open(_:now:)``.
    public func open(_ entries: [LedgerEntry], now: Timestamp) -> [LedgerEntry] {
        all.withLock { all in
            guard let first = entries.first else { return [] }
            let recipient = AliasKey(first.recipient)
            let known = all.values.filter { $0.key.mail == first.key.mail && AliasKey($0.recipient) == recipient }
            if let only = known.first {
                guard known.count == 1, only.target == nil, only.state == .pending else { return known }
                all[only.key] = nil
            }
            for entry in entries { all[entry.key] = entry }
            return entries
        }
    }

    /// See ``ForwardingLedger/claim(_:until:now:)``.
    public func claim(_ key: LedgerKey, until lease: Timestamp, now: Timestamp) -> LedgerEntry? {
        all.withLock { all in
            guard var entry = all[key], entry.target != nil else { return nil }
            guard entry.state == .pending || entry.state == .sending && (entry.leaseUntil ?? now) <= now else { return nil }
            entry.state = .sending
            entry.attempts += 1
            entry.leaseUntil = lease
            all[key] = entry
            return entry
        }
    }

    /// See ``ForwardingLedger/settle(_:attempt:_:now:)``.
    public func settle(_ key: LedgerKey, attempt: Int, _ change: LedgerChange, now: Timestamp) -> Bool {
        all.withLock { all in
            guard let entry = all[key], entry.state == .sending, entry.attempts == attempt else { return false }
            all[key] = entry.changed(change)
            return true
        }
    }

    /// See ``ForwardingLedger/settle(_:from:_:now:)``.
    public func settle(_ key: LedgerKey, from states: Set<LedgerState>, _ change: LedgerChange, now: Timestamp) -> LedgerEntry? {
        all.withLock { all in
            guard let entry = all[key], states.contains(entry.state) else { return nil }
            all[key] = entry.changed(change)
            return all[key]
        }
    }

    /// See ``ForwardingLedger/entries(of:)``.
    public func entries(of mail: String) -> [LedgerEntry] { all.withLock { all in all.values.filter { $0.key.mail == mail } } }

    /// See ``ForwardingLedger/entries(ofDay:after:)``.
    public func entries(ofDay day: String, after next: String?) -> (entries: [LedgerEntry], next: String?) {
        (all.withLock { all in all.values.filter { $0.receivedAt.rfc3339.hasPrefix(day) } }, nil)
    }
}

extension LedgerEntry {
    /// The entry with a change. What was sent is still known when it fails later.
    package func changed(_ change: LedgerChange) -> LedgerEntry {
        var entry = self
        entry.state = change.state
        entry.reason = change.reason
        entry.leaseUntil = change.leaseUntil
        entry.sesID = change.sesID ?? entry.sesID
        entry.rung = change.rung ?? entry.rung
        return entry
    }
}
