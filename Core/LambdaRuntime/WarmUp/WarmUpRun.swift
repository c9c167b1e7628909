import Logging
import Synchronization

/// Warm-ups that run beside each other, for no longer than a budget.
final class WarmUpRun: Sendable {
    /// How long the warm-ups may take in all. Lambda gives init 10 seconds.
    static let budget = Duration.seconds(5)

    private let names: [String]
    private let tasks: [Task<Void, Never>]
    private let progress: Progress

    /// Starts them, on a thread of their own; `executor` is woken whenever one has ended.
    ///
    /// Not on Swift's pool: with its first task that starts four threads, which takes as long as most warm-ups.
    init(_ warmUps: [WarmUp], logger: Logger, executor: LoopExecutor) {
        names = Self.distinct(warmUps.map(\.name))
        let progress = Progress(warmUps.count)
        self.progress = progress
        guard !warmUps.isEmpty else {
            tasks = []
            return
        }
        let own = LoopExecutor()
        tasks = zip(names, warmUps).map { name, warmUp in
            Task.detached(executorPreference: own) {
                let start = ContinuousClock.now
                do {
                    try await warmUp.run()
                    progress.end(name, start.duration(to: .now))
                } catch is CancellationError {
                    progress.end(name, nil)
                } catch {
                    logger.warning("a warm-up failed", metadata: ["warmUp": "\(name)", "error": "\(error)"])
                    progress.end(name, start.duration(to: .now))
                }
                own.wake()
                executor.wake()
            }
        }
        let thread = DetachedThread.start {
            own.adoptThread()
            _ = own.run(until: { progress.isDone }, giveUpAt: nil)
        }
        if thread == nil {
            logger.warning("the system has no thread for warm-ups")
            for name in names { progress.end(name, nil) }
        }
    }

    /// The names, with a number behind one that was there before: CloudWatch refuses a line that has a name twice.
    private static func distinct(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            var distinct = name
            var number = 1
            while !taken.insert(distinct).inserted {
                number += 1
                distinct = "\(name).\(number)"
            }
            return distinct
        }
    }

    /// Whether all have ended.
    var isDone: Bool { progress.isDone }

    /// The most warm-ups that have a metric of their own: CloudWatch takes 100 in a line, and most are the function's.
    private static let measured = 10

    /// What those that ended by themselves took, by name, in milliseconds.
    var durations: [(String, Double)] {
        progress.ended.prefix(Self.measured).compactMap { name, duration in duration.map { (name, $0 / .milliseconds(1)) } }
    }

    /// Cancels those that still run.
    func giveUp(_ logger: Logger) {
        let done = progress.ended.map(\.0)
        for task in tasks { task.cancel() }
        logger.warning(
            "warm-ups were cancelled after \(Self.budget)",
            metadata: ["warmUps": "\(names.filter { !done.contains($0) }.joined(separator: ", "))"])
    }
}

/// The warm-ups that have ended, and what they took; nil for those that were cancelled.
private final class Progress: Sendable {
    private let count: Int
    private let entries = Mutex<[(String, Duration?)]>([])

    init(_ count: Int) { self.count = count }

    var isDone: Bool { entries.withLock { $0.count >= count } }
    var ended: [(String, Duration?)] { entries.withLock { $0 } }
    func end(_ name: String, _ duration: Duration?) { entries.withLock { $0.append((name, duration)) } }
}
