import Synchronization

/// Notes calls, and lets the first ones of a kind fail.
final class FaultPlan: Sendable {
    /// The error of a call that was made to fail.
    struct Injected: Error, Equatable {
        var call: String
    }

    private struct State {
        var calls: [String] = []
        var failuresLeft: Int
    }

    private let prefix: String?
    private let state: Mutex<State>

    /// Lets the first `times` calls fail that begin with `prefix`, such as `commit b@example.com`; nil lets none.
    init(_ prefix: String?, times: Int = 1) {
        self.prefix = prefix
        state = Mutex(State(failuresLeft: times))
    }

    /// Everything that was called, in order.
    var calls: [String] { state.withLock { $0.calls } }

    /// Notes a call.
    func note(_ call: String) throws {
        try state.withLock { state in
            state.calls.append(call)
            guard let prefix, call.hasPrefix(prefix), state.failuresLeft > 0 else { return }
            state.failuresLeft -= 1
            throw Injected(call: call)
        }
    }
}
