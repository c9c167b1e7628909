import Mail

/// Sends mail: SES on AWS.
public protocol MailSender: Sendable {
    /// Sends a mail to one target; returns the id that events will carry. Never sends twice.
    /// - Parameters:
    ///   - mail: what is sent.
    ///   - from: the envelope's sender.
    ///   - target: the one envelope recipient.
    ///   - entry: what the events of the mail are to name; nil for notices.
    /// - Throws: ``SendFailure``.
    func send(_ mail: OutgoingMail, from: EmailAddress, to target: EmailAddress, for entry: LedgerKey?) async throws -> String

    /// Sends the sender of a received mail a bounce.
    /// - Parameters:
    ///   - sesMessageID: names the received mail.
    ///   - recipient: who it was for; the bounce comes from the domain of this address.
    ///   - kind: why it comes back.
    /// - Throws: ``SendFailure``.
    func bounce(_ sesMessageID: String, for recipient: EmailAddress, _ kind: BounceKind) async throws
}

/// Why a received mail goes back.
public enum BounceKind: Sendable, Equatable {
    /// There is no such alias.
    case unknownAddress
    /// Its content is not wanted.
    case content
}

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
