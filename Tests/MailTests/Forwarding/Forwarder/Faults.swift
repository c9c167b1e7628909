import Synchronization

/// Fails one step of all that a piece of work does, before or after its effect; or ends everything there, as a process does that is killed.
final class Faults: Sendable {
    enum Mode: CaseIterable {
        case failsBefore, failsAfter, diesBefore, diesAfter
    }

    struct Fault: Error {}

    private struct State {
        var steps = 0
        var at: Int?
        var mode = Mode.failsBefore
        var isDead = false
    }

    private let state = Mutex(State())

    /// How many steps there were.
    var steps: Int { state.withLock { $0.steps } }

    /// Lets the step of this number fail, from 1; nil for none. Counts anew.
    func arm(_ step: Int?, _ mode: Mode = .failsBefore) {
        state.withLock { $0 = State(at: step, mode: mode) }
    }

    /// Does a step.
    func step<Result>(_ body: () async throws -> Result) async throws -> Result {
        let (isBefore, isAfter) = state.withLock { state in
            guard !state.isDead else { return (true, false) }
            state.steps += 1
            guard state.steps == state.at else { return (false, false) }
            state.isDead = state.mode == .diesBefore || state.mode == .diesAfter
            return (state.mode == .failsBefore || state.mode == .diesBefore, state.mode == .failsAfter || state.mode == .diesAfter)
        }
        if isBefore { throw Fault() }
        let result = try await body()
        if isAfter { throw Fault() }
        return result
    }
}
