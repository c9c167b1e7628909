import Mail

/// What SES says later of a mail that it has taken.
public struct SendingEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: Sendable, Equatable {
        /// SES has taken it.
        case sent
        /// The target's server has taken it.
        case delivered
        /// It came back. `isPermanent` tells a target that is not there from one that is full or away; `isSuppressed` says that SES did not even try,
        /// for what it knows of the address.
        case bounced(isPermanent: Bool, isSuppressed: Bool, detail: String)
        /// The target has complained about it.
        case complained
        /// SES did not send it after all: it found a virus.
        case rejected(detail: String)
        /// It was not delivered yet; SES goes on trying.
        case delayed(detail: String)
    }

    /// What happened.
    public var kind: Kind
    /// SES's id of the mail.
    public var sesID: String
    /// The entry that the mail's tags name; nil for notices, and for what is not ours.
    public var entry: LedgerKey?
    /// Whom it was sent to; nil where that is not said. It is not the entry's target where that one's failover got the mail.
    public var recipient: EmailAddress?

    /// Describes an event.
    public init(_ kind: Kind, sesID: String, entry: LedgerKey?, recipient: EmailAddress? = nil) {
        self.kind = kind
        self.sesID = sesID
        self.entry = entry
        self.recipient = recipient
    }
}
