import HTTP
import Synchronization

/// The bytes that requests carry: 0, 1, 2 … 250, and again.
enum Pattern {
    static func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8($0 % 251) }
    }
}

/// Reads the pattern, and may fail on the way.
final class PatternReader: HTTPBodyReader {
    let length: Int
    private let failsAt: Int?
    private let offset = Mutex(0)

    init(length: Int, failsAt: Int?) {
        self.length = length
        self.failsAt = failsAt
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try offset.withLock { offset in
            if let failsAt, offset >= failsAt { throw ProbeFailure(description: "asked to fail at \(failsAt)") }
            let count = min(buffer.count, min(length, failsAt ?? length) - offset)
            for index in 0..<count { buffer[index] = UInt8((offset + index) % 251) }
            offset += count
            return count
        }
    }

    func rewind() { offset.withLock { $0 = 0 } }
}
