/// What became of a mail for one recipient.
public struct RecipientOutcome: Sendable, Equatable {
    /// What happened.
    public enum Result: Sendable, Equatable {
        /// It is in the mailbox.
        case stored(MessageIdentifier, seq: Int)
        /// It was stored before; nothing changed.
        case duplicate(MessageIdentifier)
        /// It is not taken, and a retry does not help.
        case refused(Refusal)
        /// The recipient's domain belongs to somebody else, such as alias forwarding on the same receipt rule.
        case notMine
    }

    /// The recipient as the envelope has it.
    public var recipient: String
    /// What happened.
    public var result: Result

    /// Creates an outcome.
    public init(recipient: String, result: Result) {
        self.recipient = recipient
        self.result = result
    }
}
