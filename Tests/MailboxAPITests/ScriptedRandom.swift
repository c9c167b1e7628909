import Mail
import Synchronization

/// A ``RandomSource`` whose n-th friendly name is the script's n-th number everywhere, then always zero.
final class ScriptedRandom: RandomSource {
    private let state: Mutex<(script: [UInt8], names: Int)>

    init(_ script: [UInt8]) {
        state = Mutex((script, 0))
    }

    /// How many friendly names were asked for.
    var names: Int { state.withLock { $0.names } }

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            // A token is drawn before each name.
            if count == 32 {
                state.names += 1
                return Array(repeating: UInt8(truncatingIfNeeded: state.names), count: count)
            }
            let index = state.names - 1
            return Array(repeating: state.script.indices.contains(index) ? state.script[index] : 0, count: count)
        }
    }
}
