import Mail
import Synchronization

/// Wakes those who wait for mail when it is committed, in the same process.
public final class LocalWatch: MailboxWatch, EventPublisher {
    private struct State {
        var next = 0
        var waiters: [String: [Int: Signal]] = [:]
    }

    private let state = Mutex(State())
    private let publisher: any EventPublisher

    /// Creates the watch.
    /// - Parameter publisher: where events go on to.
    public init(_ publisher: any EventPublisher) {
        self.publisher = publisher
    }

    /// See ``EventPublisher/publish(_:)``.
    public func publish(_ event: MailboxEvent) async throws {
        for signal in state.withLock({ Array($0.waiters[event.mailbox.key, default: [:]].values) }) { signal.give() }
        try await publisher.publish(event)
    }

    /// See ``MailboxWatch/waiter(for:)``.
    public func waiter(for address: EmailAddress) -> any MailboxWaiter {
        let signal = Signal()
        let key = address.key
        let id = state.withLock { state in
            state.next += 1
            state.waiters[key, default: [:]][state.next] = signal
            return state.next
        }
        return Waiter(signal: signal) { [weak self] in self?.forget(key, id) }
    }

    private func forget(_ key: String, _ id: Int) {
        state.withLock { state in
            state.waiters[key]?.removeValue(forKey: id)
            if state.waiters[key]?.isEmpty == true { state.waiters.removeValue(forKey: key) }
        }
    }

    private final class Waiter: MailboxWaiter {
        /// A mailbox may end while somebody waits, which nobody publishes.
        private static let longest = Duration.seconds(5)

        private let signal: Signal
        private let forget: @Sendable () -> Void

        init(signal: Signal, forget: @escaping @Sendable () -> Void) {
            self.signal = signal
            self.forget = forget
        }

        deinit { forget() }

        func wait(atMost duration: Duration) async throws {
            await signal.wait(atMost: min(duration, Self.longest))
        }
    }
}

/// Wakes one waiter. One that is given while nobody waits is kept for the next wait.
final class Signal: Sendable {
    private enum State {
        case idle, given
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    /// Wakes the waiter.
    func give() {
        take(orKeep: true)
    }

    /// Returns when it is given, or the time is up, or the task is cancelled.
    func wait(atMost duration: Duration) async {
        let timer = Task { [weak self] in
            try? await Task.sleep(for: duration)
            if !Task.isCancelled { self?.take(orKeep: false) }
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isGiven = state.withLock { state in
                    if case .given = state {
                        state = .idle
                        return true
                    }
                    state = .waiting(continuation)
                    return false
                }
                if isGiven || Task.isCancelled { isGiven ? continuation.resume() : take(orKeep: false) }
            }
        } onCancel: {
            take(orKeep: false)
        }
    }

    private func take(orKeep isKept: Bool) {
        let continuation: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard case .waiting(let continuation) = state else {
                if isKept { state = .given }
                return nil
            }
            state = .idle
            return continuation
        }
        continuation?.resume()
    }
}
