import Synchronization

/// What keeps retries from making an outage worse: each takes tokens from a bucket that successes fill.
///
/// A process that sees nothing but failures soon tries each call once.
package final class RetryTokens: Sendable {
    private static let capacity = 500
    private let left = Mutex(capacity)

    /// A full bucket.
    package init() {}

    /// Takes the tokens for a retry; nil when there are too few.
    package func take(afterTimeout: Bool) -> Int? {
        let cost = afterTimeout ? 10 : 5
        return left.withLock { left in
            guard left >= cost else { return nil }
            left -= cost
            return cost
        }
    }

    /// Gives back what the retry took that succeeded, or one for a call that needed none.
    package func succeed(_ taken: Int?) {
        left.withLock { $0 = min(Self.capacity, $0 + (taken ?? 1)) }
    }
}
