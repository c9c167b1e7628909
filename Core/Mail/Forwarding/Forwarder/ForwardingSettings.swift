import Mail

/// How a deployment forwards, where the alias does not say it.
public struct ForwardingSettings: Sendable {
    /// What happens when nobody knows whether a mail was sent, and no event has told.
    public enum Unsure: String, Sendable, CaseIterable {
        /// It is sent again: it may arrive twice.
        case resend
        /// It is not sent again, and its owner is told: it may not have arrived.
        case hold
    }

    /// What happens to mail for an address that no alias takes.
    public enum Unknown: String, Sendable, CaseIterable {
        /// It goes back to its sender, where that is no backscatter.
        case bounce
        /// It is noted and nothing else.
        case refuse
    }

    /// What happens when nobody knows whether a mail was sent.
    public var unsure = Unsure.resend
    /// What happens to mail for an address that no alias takes.
    public var unknown = Unknown.bounce
    /// Where links to kept mail lead, without a slash at the end; nil when nothing answers there.
    public var heldURL: String?
    /// For how long mail is kept, in days: in quarantine, behind links, and to be sent again.
    public var keepDays = 30
    /// How often a mail is put off before it is given up: about four days.
    public var mostAttempts = 100
    /// How many mails in a row have to bounce for good before nothing more is sent to a target.
    public var bounceLimit = 3
    /// For how long an answer that was lost is waited for, in minutes: the events of a mail that was sent tell it.
    public var unsureMinutes = 10

    /// The settings by default.
    public init() {}

    /// Until when a mail is kept.
    public func keptUntil(_ receivedAt: Timestamp) -> Timestamp { receivedAt.adding(minutes: keepDays * 24 * 60) }
}
