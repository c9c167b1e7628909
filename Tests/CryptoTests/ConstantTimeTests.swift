import Crypto
import Testing

@Suite("Comparison in constant time")
struct ConstantTimeTests {
    @Test("Equal bytes are equal", arguments: [0, 1, 31, 32, 1000])
    func equal(_ count: Int) {
        let bytes = [UInt8](repeating: 0xA5, count: count)
        #expect(ConstantTime.equal(bytes, Array(bytes.reversed())))
    }

    @Test("One different bit at any place makes them differ")
    func oneBit() {
        let bytes = Array(UInt8(0)..<32)
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << bit
                #expect(!ConstantTime.equal(bytes, other))
                #expect(!ConstantTime.equal(other, bytes))
            }
        }
    }

    @Test("Different lengths differ, also when one is the beginning of the other")
    func lengths() {
        #expect(!ConstantTime.equal([], [0]))
        #expect(!ConstantTime.equal([0], []))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
        #expect(!ConstantTime.equal([0], [0, 0]))
    }
}
