import Synchronization

/// Notices that nothing has happened for too long, with one timer a connection instead of one a read.
final class IdleWatch: Sendable {
    private let last = Mutex(ContinuousClock.now)
    private let limit: Duration

    init(seconds: Double) {
        limit = .seconds(seconds)
    }

    /// Something happened.
    func touch() { last.withLock { $0 = .now } }

    /// Returns when nothing has happened for the limit.
    /// - Throws: `CancellationError` when the task is cancelled before.
    func untilIdle() async throws {
        while true {
            let deadline = last.withLock { $0 } + limit
            guard deadline > .now else { return }
            try await Task.sleep(until: deadline, clock: .continuous)
        }
    }
}
