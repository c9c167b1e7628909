import Mail
import Testing

/// What every ``RandomSource`` for production does; a scripted one of a test does not.
public enum RandomSourceContract {
    /// All cases, for a parameterised test. Each fails by chance less than once in 2^64 runs.
    public static let all: [ContractCase<any RandomSource>] = [
        ContractCase("As many bytes come as were asked for") { random async throws in
            for count in [0, 1, 2, 15, 16, 31, 32, 33, 255, 4096, 65_537] { #expect(try random.bytes(count).count == count) }
        },
        ContractCase("Two draws differ") { random in
            let first = try random.bytes(16)
            let second = try random.bytes(16)
            #expect(first != second)
        },
        ContractCase("Every byte value comes, each about as often as the others") { random in
            let count = 262_144
            var histogram = [Int](repeating: 0, count: 256)
            for byte in try random.bytes(count) { histogram[Int(byte)] += 1 }
            // 1024 are expected, the standard deviation is 32: twelve of them are left on both sides.
            #expect(histogram.allSatisfy { (640...1408).contains($0) })
        },
        ContractCase("Every bit is set about half the time") { random in
            var ones = [Int](repeating: 0, count: 8)
            for byte in try random.bytes(65_536) {
                for bit in 0..<8 where byte >> bit & 1 == 1 { ones[bit] += 1 }
            }
            // The standard deviation is 128.
            #expect(ones.allSatisfy { (31_232...34_304).contains($0) })
        },
        ContractCase("Draws of many tasks at once all differ") { random in
            let draws = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 1...100 { group.addTask { try random.bytes(16) } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(draws.count == 100)
        },
    ]
}
