/// What has become of a mail for one target.
public enum LedgerState: String, Sendable, CaseIterable, Codable {
    /// It is to be sent, and nobody is at it.
    case pending
    /// Somebody sends it until the lease ends; when that has ended, nobody knows whether it was sent.
    case sending
    /// SES has taken it.
    case sent
    /// It is kept, and its owner was told.
    case quarantined
    /// Policy does not forward it.
    case refused
    /// It was given up, and its owner was told. It can be given back.
    case failed

    /// Whether nobody has to do anything any more.
    public var isFinal: Bool { self != .pending && self != .sending }
}
