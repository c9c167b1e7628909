import Mail
import Synchronization

/// A ``RandomSource`` that gives the numbers of a script where four bytes are asked for, and zeros elsewhere.
final class ScriptedRandom: RandomSource {
    /// The script is over.
    struct Exhausted: Error {}

    private let numbers: Mutex<[UInt32]>

    init(numbers: [UInt32]) {
        self.numbers = Mutex(numbers.reversed())
    }

    func bytes(_ count: Int) throws -> [UInt8] {
        guard count == 4 else { return [UInt8](repeating: 0, count: count) }
        guard let number = numbers.withLock({ $0.popLast() }) else { throw Exhausted() }
        return (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
