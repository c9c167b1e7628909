import Crypto
import Testing

@Suite("Secure random bytes")
struct SecureRandomTests {
    @Test("As many bytes come as were asked for", arguments: [0, 1, 16, 31, 32, 33, 1000, 1_048_577])
    func lengths(_ count: Int) throws {
        #expect(try SecureRandom.bytes(count).count == count)
    }

    @Test("No draw comes twice")
    func distinct() throws {
        var seen: Set<[UInt8]> = []
        for _ in 0..<1000 { #expect(seen.insert(try SecureRandom.bytes(16)).inserted) }
    }

    @Test("All of the bytes are random, the last one too")
    func filled() throws {
        var differs = [Bool](repeating: false, count: 33)
        for _ in 0..<64 {
            for (index, byte) in try SecureRandom.bytes(33).enumerated() where byte != 0 { differs[index] = true }
        }
        #expect(differs.allSatisfy { $0 })
    }
}
