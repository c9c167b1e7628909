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
