/// A mail that was not sent, or perhaps.
public struct SendFailure: Error, Equatable, CustomStringConvertible {
    /// What it means for what comes next.
    public enum Kind: Sendable, Equatable {
        /// More than the account may send in a second: it may be sent in a moment.
        case throttled
        /// More than the account may send in a day, or the account may not send now: it may be sent in hours.
        case quota
        /// It was not sent because of what it is; in another form it may be.
        case refused
        /// It cannot be sent, in any form, before somebody mends something: a domain that is not verified, a missing permission.
        case misconfigured
        /// It was not sent because something is out of order.
        case unavailable
        /// Nobody knows whether it was sent.
        case unknown
    }

    /// What it means for what comes next.
    public let kind: Kind
    /// What the service said.
    public let description: String

    /// Describes a failure.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
