import Mail
import Synchronization

/// A ledger that ends with the process: for tests, and for one event on a laptop.
public final class InMemoryNotificationLedger: NotificationLedger {
    private let all = Mutex<[NotificationKey: NotificationEntry]>([:])

    /// Creates an empty ledger.
    public init() {}

    /// See ``NotificationLedger/claim(_:for:until:now:)``.
    public func claim(_ key: NotificationKey, for recipient: EmailAddress, until lease: Timestamp, now: Timestamp) -> NotificationClaim {
        all.withLock { all in
            guard var entry = all[key] else {
                all[key] = NotificationEntry(key: key, recipient: recipient, state: .sending, leaseUntil: lease, createdAt: now)
                return .claimed(attempt: 1, isUnsure: false)
            }
            if entry.state.isFinal { return .settled(entry) }
            if entry.state == .sending, let until = entry.leaseUntil, until > now { return .busy(until: until) }
            let isUnsure = entry.state == .sending
            entry.state = .sending
            entry.attempts += 1
            entry.leaseUntil = lease
            all[key] = entry
            return .claimed(attempt: entry.attempts, isUnsure: isUnsure)
        }
    }

    /// See ``NotificationLedger/settle(_:attempt:_:now:)``.
    public func settle(_ key: NotificationKey, attempt: Int, _ change: NotificationChange, now: Timestamp) -> Bool {
        all.withLock { all in
            guard var entry = all[key], entry.state == .sending, entry.attempts == attempt else { return false }
            entry.state = change.state
            entry.reason = change.reason
            entry.sesID = change.sesID ?? entry.sesID
            entry.leaseUntil = nil
            all[key] = entry
            return true
        }
    }

    /// See ``NotificationLedger/sent(_:sesID:now:)``.
    public func sent(_ key: NotificationKey, sesID: String, now: Timestamp) {
        all.withLock { all in
            guard all[key]?.state == .sending else { return }
            all[key]?.state = .sent
            all[key]?.sesID = sesID
            all[key]?.leaseUntil = nil
        }
    }

    /// See ``NotificationLedger/entry(_:)``.
    public func entry(_ key: NotificationKey) -> NotificationEntry? { all.withLock { $0[key] } }
}
