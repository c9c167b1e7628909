import Mail

/// What has become of a mail of Postroom's own that was to be sent.
public enum NotificationOutcome: Sendable, Equatable {
    /// SES has taken it.
    case sent(sesID: String)
    /// An attempt before has settled it.
    case settledBefore(NotificationEntry.State)
    /// SES sends nothing to the address, `BOUNCE` or `COMPLAINT`.
    case suppressed(reason: String)
    /// It cannot be sent, and is not tried again: why.
    case refused(reason: String)

    /// What it is called in logs, answers and metrics.
    public var name: String {
        switch self {
        case .sent: "sent"
        case .settledBefore: "settledBefore"
        case .suppressed: "suppressed"
        case .refused: "refused"
        }
    }

    /// Why nothing was sent, or what an attempt before has come to; nil for what was sent now.
    public var reason: String? {
        switch self {
        case .sent: nil
        case .settledBefore(let state): state.rawValue
        case .suppressed(let reason), .refused(let reason): reason
        }
    }

    /// SES's id of what was sent now.
    public var sesID: String? {
        guard case .sent(let id) = self else { return nil }
        return id
    }
}

/// A mail that could not be sent now: it is to be tried again, and is not sent twice for it.
public struct NotificationDelayed: Error, Equatable, CustomStringConvertible {
    /// Why, and what to do where somebody can do something.
    public let description: String

    /// Describes it.
    public init(_ description: String) { self.description = description }
}
