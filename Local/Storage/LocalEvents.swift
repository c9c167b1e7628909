import Mail
import Synchronization

/// Publishes events to subscribers in the same process.
public final class LocalEvents: EventPublisher {
    private struct State {
        var next = 0
        var subscribers: [Int: AsyncStream<MailboxEvent>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// Creates a publisher without subscribers.
    public init() {}

    /// Every event from now on, until the stream is dropped. One that falls behind by more than 10,000 events loses the oldest.
    public func subscribe() -> AsyncStream<MailboxEvent> {
        AsyncStream(bufferingPolicy: .bufferingNewest(10_000)) { continuation in
            let id = state.withLock { state in
                state.next += 1
                state.subscribers[state.next] = continuation
                return state.next
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.subscribers.removeValue(forKey: id) }
            }
        }
    }

    /// See ``EventPublisher/publish(_:)``.
    public func publish(_ event: MailboxEvent) async {
        for subscriber in state.withLock({ Array($0.subscribers.values) }) { subscriber.yield(event) }
    }
}
