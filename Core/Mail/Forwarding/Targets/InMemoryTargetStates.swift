import Mail
import Synchronization

/// States of targets that end with the process: for tests.
public final class InMemoryTargetStates: TargetStates {
    private let all = Mutex<[AliasKey: CountedBounces]>([:])

    /// Creates states of which nothing is known.
    public init() {}

    /// See ``TargetStates/disabled(_:)``.
    public func disabled(_ targets: [EmailAddress]) -> Set<AliasKey> {
        all.withLock { all in Set(targets.map { AliasKey($0) }.filter { all[$0]?.state.disabledAt != nil }) }
    }

    /// See ``TargetStates/bounced(_:mail:limit:now:)``.
    public func bounced(_ target: EmailAddress, mail: String, limit: Int, now: Timestamp) -> (state: TargetState, isDisabledNow: Bool) {
        all.withLock { all in
            var counted = all[AliasKey(target)] ?? CountedBounces()
            _ = counted.count(mail, limit: limit, now: now)
            all[AliasKey(target)] = counted
            return (counted.state, counted.disabledBy == mail)
        }
    }

    /// See ``TargetStates/delivered(_:)``.
    public func delivered(_ target: EmailAddress) { all.withLock { $0[AliasKey(target)]?.state.bounces = 0 } }

    /// See ``TargetStates/enable(_:)``.
    public func enable(_ target: EmailAddress) { all.withLock { $0[AliasKey(target)]?.enable() } }
}
