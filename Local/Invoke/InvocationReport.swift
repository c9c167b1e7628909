/// What came of one or many invocations of a function on the same event.
public struct InvocationReport: Sendable {
    /// How many were made.
    public var invocations = 0
    /// How many of them failed.
    public var failed = 0
    /// The first failure.
    public var failure: FunctionFailure?
    /// What the function's caller got: of the last invocation that did not fail, or of the last one if all did.
    public var payload: [UInt8] = []
    /// From the start of the process to its first question, for the first process that asked one.
    public var initDuration: Duration?
    /// The time of the first invocation.
    public var firstDuration: Duration?
    /// The times of those that did not fail and were not the first of their process.
    public var warmDurations: [Duration] = []
    /// The most memory that a process had, in MB (MiB), rounded up.
    public var peakMemory: Int?

    /// Nothing has been invoked yet.
    package init() {}

    /// Counts an invocation.
    /// - Parameter isCold: whether it was the first of its process.
    package mutating func add(_ payload: [UInt8], _ failure: FunctionFailure?, _ duration: Duration?, isCold: Bool) {
        invocations += 1
        if invocations == 1 { firstDuration = duration }
        if let failure {
            failed += 1
            self.failure = self.failure ?? failure
            if failed == invocations { self.payload = payload }
        } else {
            self.payload = payload
            if !isCold, let duration { warmDurations.append(duration) }
        }
    }

    /// One line of the times: `init 3.1 ms, duration 0.4 ms, memory 11 of 128 MB`, or `duration: 0.4 ms` for a function in this process.
    /// - Parameter memory: the limit, in MB.
    public func timesLine(memory: Int?) -> String {
        guard let memory else { return "duration: \(firstDuration?.milliseconds(2) ?? "none")" }
        return [
            initDuration.map { "init \($0.milliseconds(2))" },
            firstDuration.map { "duration \($0.milliseconds(2))" },
            peakMemory.map { "memory \($0) of \(memory) MB" },
        ].compactMap { $0 }.joined(separator: ", ")
    }

    /// One line for many invocations: `5000 invocations, 0 failed: p50 0.061 ms, p99 0.14 ms, max 3.2 ms, mean 0.07 ms`.
    public var countsLine: String {
        let counts = "\(invocations) invocation\(invocations == 1 ? "" : "s"), \(failed) failed"
        return Percentiles(warmDurations).map { "\(counts): \($0.line)" } ?? counts
    }
}

/// The distribution of some times.
package struct Percentiles {
    /// Half of the times are this or less.
    package let p50: Duration
    /// 99 of 100 are.
    package let p99: Duration
    package let max: Duration
    package let mean: Duration

    /// nil when there are no times.
    package init?(_ durations: [Duration]) {
        let sorted = durations.sorted()
        guard let last = sorted.last else { return nil }
        // Nearest rank: the least time that so many of a hundred do not exceed.
        func rank(_ percent: Int) -> Duration { sorted[(sorted.count * percent + 99) / 100 - 1] }
        p50 = rank(50)
        p99 = rank(99)
        max = last
        mean = sorted.reduce(.zero, +) / sorted.count
    }

    var line: String {
        "p50 \(p50.milliseconds(3)), p99 \(p99.milliseconds(3)), max \(max.milliseconds(3)), mean \(mean.milliseconds(3))"
    }
}

extension Duration {
    /// `0.061 ms`: milliseconds with at most so many decimals.
    func milliseconds(_ decimals: Int) -> String {
        let scale = decimals == 3 ? 1000.0 : 100
        return "\((self / .milliseconds(1) * scale).rounded() / scale) ms"
    }
}
