import Mail

/// What became of a mail for a recipient, or for one of its targets.
public struct ForwardingOutcome: Sendable, Equatable {
    /// What happened.
    public enum Result: Sendable, Equatable {
        /// SES has taken it.
        case sent(sesID: String, rung: Int)
        /// It was sent, or settled otherwise, before: nothing was done now.
        case settledBefore(LedgerState, reason: String?)
        /// It is kept, and its owner told.
        case quarantined(reason: String)
        /// It is not forwarded.
        case refused(reason: String)
        /// It was given up.
        case failed(reason: String)
        /// It is tried again later.
        case deferred(until: Timestamp, reason: String)
        /// The recipient's domain is none of aliases.
        case notMine
    }

    /// The recipient as the envelope has it.
    public var recipient: String
    /// Where it goes.
    public var target: EmailAddress?
    /// What happened.
    public var result: Result

    /// Describes an outcome.
    public init(recipient: String, target: EmailAddress? = nil, _ result: Result) {
        self.recipient = recipient
        self.target = target
        self.result = result
    }
}

/// Some of a mail has to be forwarded later, and there is no queue to put it into: the same request completes it.
public struct ForwardingIncomplete: Error, CustomStringConvertible {
    /// What happened to everything.
    public let outcomes: [ForwardingOutcome]
    /// Why it cannot be put off.
    public let reason: String

    /// How much is missing, and why.
    public var description: String {
        let missing = outcomes.count { if case .deferred = $0.result { true } else { false } }
        return "\(missing) of \(outcomes.count) targets are not served yet, and cannot be put off: \(reason)"
    }
}
