import Synchronization

/// What came of making the handler.
final class InitOutcome<Handler: Sendable>: Sendable {
    private let outcome = Mutex<Result<Handler, any Error>?>(nil)

    var result: Result<Handler, any Error>? { outcome.withLock { $0 } }

    func set(_ result: Result<Handler, any Error>) { outcome.withLock { $0 = result } }
}
