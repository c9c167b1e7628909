import Synchronization

/// Counts requests of callers: a bucket for each, which fills evenly and holds a minute's worth.
///
/// It counts what this process answers. On AWS there are several, each with its own count; the stage's throttling of API Gateway counts them all.
final class RateLimiter: Sendable {
    /// What is left to a caller.
    struct Standing: Equatable {
        /// Requests a minute.
        var limit: Int
        /// Requests that may come at once now.
        var remaining: Int
        /// Seconds until there is one more, where there is none; until all are back, where there are.
        var seconds: Int
        /// Whether this one may pass.
        var isAllowed: Bool
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    /// Callers that are remembered; behind that those with full buckets are forgotten first.
    private static let maximumBuckets = 10_000

    private let buckets = Mutex<[String: Bucket]>([:])

    /// Takes a request of a caller out of its bucket.
    func take(_ caller: String, limit: Int, now: ContinuousClock.Instant = .now) -> Standing {
        buckets.withLock { buckets in
            let rate = Double(limit) / 60
            var bucket = buckets[caller] ?? Bucket(tokens: Double(limit), filledAt: now)
            bucket.tokens = min(Double(limit), bucket.tokens + (now - bucket.filledAt).inSeconds * rate)
            bucket.filledAt = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            if buckets.count >= Self.maximumBuckets, buckets[caller] == nil { Self.forget(&buckets, now) }
            buckets[caller] = bucket
            let missing = isAllowed ? Double(limit) - bucket.tokens : 1 - bucket.tokens
            return Standing(
                limit: limit, remaining: Int(bucket.tokens), seconds: rate > 0 ? max(1, Int((missing / rate).rounded(.up))) : 60,
                isAllowed: isAllowed)
        }
    }

    /// Whoever has asked nothing for a minute has a full bucket, as a new caller has. Where nobody is like that, all begin again.
    private static func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
        buckets = buckets.filter { now - $0.value.filledAt < .seconds(60) }
        if buckets.count >= maximumBuckets { buckets = [:] }
    }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
