/// The arithmetic of a pace: tokens come at a rate into a bucket that holds some, and each mail takes one.
///
/// A token may be taken before it is there: whoever takes it waits for it, and the next one waits longer.
package struct TokenBucket: Sendable {
    /// What asking for a token comes to.
    package enum Answer: Equatable {
        /// It is taken, and there after this time.
        case taken(wait: Duration)
        /// It would be there after this time, which is too long: nothing is taken.
        case tooLong(Duration)
    }

    /// Tokens a second.
    package private(set) var rate: Double
    private let burst: Double
    /// How many there were; below 0 when more were taken than had come.
    private var tokens: Double
    private var counted: ContinuousClock.Instant

    /// How many it holds: what comes in `burst` seconds, and always one.
    private var capacity: Double { max(1, rate * burst) }

    /// A full bucket. A rate of almost nothing is taken for one an hour.
    package init(rate: Double, burst: Double = 1, at now: ContinuousClock.Instant) {
        self.rate = Self.usable(rate)
        self.burst = burst
        tokens = 0
        counted = now
        tokens = capacity
    }

    /// Takes a token if it is there within some time.
    package mutating func take(at now: ContinuousClock.Instant, atMost patience: Duration) -> Answer {
        count(now)
        let wait = Duration.seconds(max(0, 1 - tokens) / rate)
        guard wait <= patience else { return .tooLong(wait) }
        tokens -= 1
        return .taken(wait: wait)
    }

    /// Puts a token back that was taken and not used.
    package mutating func giveBack(at now: ContinuousClock.Instant) {
        count(now)
        tokens = min(tokens + 1, capacity)
    }

    /// From now on tokens come at another rate.
    package mutating func change(rate: Double, at now: ContinuousClock.Instant) {
        count(now)
        self.rate = Self.usable(rate)
        tokens = min(tokens, capacity)
    }

    private mutating func count(_ now: ContinuousClock.Instant) {
        // Tasks may ask in another order than they looked at the clock.
        guard now > counted else { return }
        let (seconds, attoseconds) = (now - counted).components
        tokens = min(capacity, tokens + (Double(seconds) + Double(attoseconds) / 1e18) * rate)
        counted = now
    }

    private static func usable(_ rate: Double) -> Double { rate.isFinite ? max(rate, 1.0 / 3600) : 1 }
}
