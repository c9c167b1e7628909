/// What an account is on: the plan, and for how long.
public struct Subscription: Sendable, Equatable {
    /// The name of the ``Plan``.
    public var plan: String
    /// From when on it is in force.
    public var since: Timestamp
    /// From when on it is over; nil for never.
    public var until: Timestamp?

    /// Creates a subscription.
    public init(plan: String, since: Timestamp, until: Timestamp? = nil) {
        self.plan = plan
        self.since = since
        self.until = until
    }

    /// Whether it counts at `now`.
    public func isInForce(at now: Timestamp) -> Bool { since <= now && until.map { now < $0 } ?? true }
}
