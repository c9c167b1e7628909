import Mail

/// Remembers which mails of Postroom's own were sent, so that a retry sends none twice.
///
/// Every change is conditional: of two that want the same, one gets it. An entry lives for 90 days at least.
public protocol NotificationLedger: Sendable {
    /// Takes a mail for sending: one that is new, one that was surely not sent, or one whose sender's lease is over.
    func claim(_ key: NotificationKey, for recipient: EmailAddress, until lease: Timestamp, now: Timestamp) async throws
        -> NotificationClaim

    /// Changes an entry that was claimed; `attempt` is the number of attempts that the claim returned.
    /// - Returns: false when somebody has claimed it since, or an event has settled it; then nothing changes.
    @discardableResult
    func settle(_ key: NotificationKey, attempt: Int, _ change: NotificationChange, now: Timestamp) async throws -> Bool

    /// Notes what an event of SES says: a mail that was sending is sent, and has this id. Any number of times.
    func sent(_ key: NotificationKey, sesID: String, now: Timestamp) async throws

    /// An entry; nil when it is not there.
    func entry(_ key: NotificationKey) async throws -> NotificationEntry?
}

/// What claiming a mail comes to.
public enum NotificationClaim: Sendable, Equatable {
    /// It is the caller's to send. `isUnsure`: somebody else began to, and nobody knows how that ended.
    case claimed(attempt: Int, isUnsure: Bool)
    /// Nothing is left to do.
    case settled(NotificationEntry)
    /// Somebody else sends it, until a time.
    case busy(until: Timestamp)
}

/// A change of an entry's state.
public struct NotificationChange: Sendable, Equatable {
    /// What it becomes.
    public var state: NotificationEntry.State
    /// Why.
    public var reason: String?
    /// SES's id of what was sent.
    public var sesID: String?

    /// Describes a change.
    public init(_ state: NotificationEntry.State, reason: String? = nil, sesID: String? = nil) {
        self.state = state
        self.reason = reason
        self.sesID = sesID
    }
}
