import Logging
import Synchronization

/// Runs warm-ups in parallel, for no longer than a budget.
enum WarmUpRun {
    /// How long the warm-ups may take in all. Lambda gives init 10 seconds.
    static let budget = Duration.seconds(5)

    /// What they took, by name, in milliseconds.
    static func run(_ warmUps: [WarmUp], budget: Duration = budget, logger: Logger) async -> [(String, Double)] {
        guard !warmUps.isEmpty else { return [] }
        let times = Times()
        // Tasks of their own: one that ignores its cancellation must not hold up the start.
        let tasks = warmUps.map { warmUp in
            Task.detached {
                let start = ContinuousClock.now
                do {
                    try await warmUp.run()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("a warm-up failed", metadata: ["warmUp": "\(warmUp.name)", "error": "\(error)"])
                }
                times.add(warmUp.name, start.duration(to: .now) / .milliseconds(1))
            }
        }
        let isInTime = await withCheckedContinuation { continuation in
            let once = Latch(continuation)
            let timer = Task {
                try? await Task.sleep(for: budget)
                once.resume(false)
            }
            Task {
                for task in tasks { await task.value }
                once.resume(true)
                timer.cancel()
            }
        }
        if !isInTime {
            for task in tasks { task.cancel() }
            let done = times.all.map(\.0)
            let missing = warmUps.map(\.name).filter { !done.contains($0) }
            logger.warning("warm-ups were cancelled after \(budget)", metadata: ["warmUps": "\(missing.joined(separator: ", "))"])
        }
        return times.all
    }
}

private final class Times: Sendable {
    private let entries = Mutex<[(String, Double)]>([])

    var all: [(String, Double)] { entries.withLock { $0 } }
    func add(_ name: String, _ milliseconds: Double) { entries.withLock { $0.append((name, milliseconds)) } }
}

/// A continuation that the faster of two tasks resumes.
private final class Latch: Sendable {
    private let continuation: Mutex<CheckedContinuation<Bool, Never>?>

    init(_ continuation: CheckedContinuation<Bool, Never>) { self.continuation = Mutex(continuation) }

    func resume(_ value: Bool) { continuation.withLock { $0.take() }?.resume(returning: value) }
}
