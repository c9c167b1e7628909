import Synchronization

/// What came of making the handler.
final class InitOutcome<Handler: Sendable>: Sendable {
    typealias Made = (Handler, [InvocationMetrics.Entry])

    private let outcome = Mutex<Result<Made, any Error>?>(nil)

    var result: Result<Made, any Error>? { outcome.withLock { $0 } }
    var isSet: Bool { result != nil }

    func set(_ handler: Handler, _ metrics: [InvocationMetrics.Entry]) { outcome.withLock { $0 = .success((handler, metrics)) } }
    func set(_ error: any Error) { outcome.withLock { $0 = .failure(error) } }
}
