import Synchronization

/// Notices that nothing has happened for too long, with one timer a connection instead of one a read.
final class IdleWatch: Sendable {
    /// When something last happened; nil while the server itself is at work.
    private let last = Mutex<ContinuousClock.Instant?>(.now)
    private let limit: Duration

    init(seconds: Double) {
        limit = .seconds(seconds)
    }

    /// Something happened.
    func touch() { last.withLock { $0 = .now } }

    /// Until ``touch()``, it is not the client that is waited for.
    func pause() { last.withLock { $0 = nil } }

    /// Returns when nothing has happened for the limit.
    /// - Throws: `CancellationError` when the task is cancelled before.
    func untilIdle() async throws {
        while true {
            let deadline = (last.withLock { $0 } ?? .now) + limit
            guard deadline > .now else { return }
            try await Task.sleep(until: deadline, clock: .continuous)
        }
    }
}
