import Glibc

/// When what happens to an invocation that takes too long.
///
/// The margin before Lambda's deadline is a tenth of the time that was given, at least 50 and at most 300 ms: enough to report the failure.
struct InvocationDeadline: Sendable {
    /// The handler is cancelled.
    let cancelAt: ContinuousClock.Instant
    /// A handler that waits and does not end is left alone; the process goes on.
    let abandonAt: ContinuousClock.Instant
    /// A handler that does not let go of its thread is reported, and the process ends.
    let endAt: ContinuousClock.Instant
    /// What lies between the cancellation and Lambda's deadline.
    let margin: Duration

    /// From Lambda's deadline, in milliseconds since 1970.
    init(milliseconds deadline: Int64) {
        let left = Duration.milliseconds(deadline - UTCTime.now.milliseconds)
        margin = min(max(left / 10, .milliseconds(50)), .milliseconds(300))
        // A deadline that is over, or as good as over, still leaves time to say so.
        let end = ContinuousClock.now + max(left, margin)
        cancelAt = end - margin
        abandonAt = end - margin / 2
        endAt = end - margin / 4
    }
}
