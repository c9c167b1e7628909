/// Keeps an account from sending faster, or more in a day, than it may.
public protocol SendingPace: Sendable {
    /// Waits until a mail may be sent; `.go` is for one mail.
    /// - Parameter patience: the longest wait. Where it would take longer nothing is waited for.
    func turn(atMost patience: Duration) async throws -> PaceTurn
}

/// Whether a mail may be sent.
public enum PaceTurn: Sendable, Equatable {
    /// Now.
    case go
    /// Not before this time is over.
    case later(Duration)
}

/// No pace at all: for tests, and where nobody counts.
public struct Unpaced: SendingPace {
    /// Creates it.
    public init() {}

    /// See ``SendingPace/turn(atMost:)``.
    public func turn(atMost patience: Duration) -> PaceTurn { .go }
}
