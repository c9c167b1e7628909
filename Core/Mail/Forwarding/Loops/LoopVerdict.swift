/// Whether a mail goes round between an alias and its targets.
public enum LoopVerdict: String, Sendable, CaseIterable {
    /// It does not.
    case none
    /// This alias has forwarded it before.
    case ownMark = "own_mark"
    /// So many aliases have forwarded it that there is no end to be expected.
    case tooManyHops = "too_many_hops"
    /// It went through so many servers that there is no end to be expected.
    case tooManyReceived = "too_many_received"
    /// It says that the alias wrote it: what the alias sent came back.
    case ownFrom = "own_from"

    /// Whether the mail must not be forwarded.
    public var isLoop: Bool { self != .none }
}
