import Logging
import Synchronization

/// Warm-ups that run in parallel, for no longer than a budget.
final class WarmUpRun: Sendable {
    /// How long the warm-ups may take in all. Lambda gives init 10 seconds.
    static let budget = Duration.seconds(5)

    private let names: [String]
    private let tasks: [Task<Void, Never>]
    private let ended: Ended

    /// Starts them, on threads of their own; `executor` is woken whenever one has ended.
    init(_ warmUps: [WarmUp], logger: Logger, executor: LoopExecutor) {
        names = warmUps.map(\.name)
        let ended = Ended()
        self.ended = ended
        tasks = warmUps.map { warmUp in
            Task.detached {
                let start = ContinuousClock.now
                do {
                    try await warmUp.run()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("a warm-up failed", metadata: ["warmUp": "\(warmUp.name)", "error": "\(error)"])
                }
                ended.add(warmUp.name, start.duration(to: .now) / .milliseconds(1))
                executor.wake()
            }
        }
    }

    /// Whether all have ended.
    var isDone: Bool { ended.all.count == names.count }

    /// What those that ended took, by name, in milliseconds.
    var durations: [(String, Double)] { ended.all }

    /// Cancels those that still run.
    func giveUp(_ logger: Logger) {
        let done = ended.all.map(\.0)
        for task in tasks { task.cancel() }
        logger.warning(
            "warm-ups were cancelled after \(Self.budget)",
            metadata: ["warmUps": "\(names.filter { !done.contains($0) }.joined(separator: ", "))"])
    }
}

/// The warm-ups that have ended, and what they took.
private final class Ended: Sendable {
    private let entries = Mutex<[(String, Double)]>([])

    var all: [(String, Double)] { entries.withLock { $0 } }
    func add(_ name: String, _ milliseconds: Double) { entries.withLock { $0.append((name, milliseconds)) } }
}
