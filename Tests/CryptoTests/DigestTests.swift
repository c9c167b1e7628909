import Crypto
import Testing

@Suite("SHA-256 and SHA-1")
struct DigestTests {
    /// A message with the digests that FIPS 180 examples and the NIST test vectors give for it.
    struct Vector: Sendable, CustomTestStringConvertible {
        var message: [UInt8]
        var sha256: String
        var sha1: String

        var testDescription: String { "\(message.count) bytes" }
    }

    static let vectors = [
        Vector(
            message: [], sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        Vector(
            message: Array("abc".utf8), sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            sha1: "a9993e364706816aba3e25717850c26c9cd0d89d"),
        Vector(
            message: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            sha256: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", sha1: "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        Vector(
            message: Array(
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu".utf8),
            sha256: "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1", sha1: "a49b2446a02c645bf419f995b67091253a04a259"),
        Vector(
            message: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
            sha256: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", sha1: "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
        Vector(
            message: [0xbd], sha256: "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b",
            sha1: "9034aaf45143996a2b14465c352ab0c6fa26b221"),
    ]

    @Test("The digest of a known message is the published one", arguments: vectors)
    func knownVectors(_ vector: Vector) {
        #expect(SHA256.hash(vector.message).hexadecimal == vector.sha256)
        #expect(SHA1.hash(vector.message).hexadecimal == vector.sha1)
    }

    @Test("A collection that is not contiguous has the digest of its bytes", arguments: vectors)
    func nonContiguous(_ vector: Vector) {
        let reversed = Array(vector.message.reversed()).reversed()
        #expect(SHA256.hash(reversed).hexadecimal == vector.sha256)
        #expect(SHA1.hash(reversed).hexadecimal == vector.sha1)
        #expect(SHA256.hash(vector.message.lazy.map { $0 }).hexadecimal == vector.sha256)
        #expect(SHA1.hash(AnyCollection(vector.message)).hexadecimal == vector.sha1)
    }

    @Test("A slice has the digest of its own bytes only")
    func slices() {
        let bytes = Array("xxabcyy".utf8)
        #expect(SHA256.hash(bytes[2..<5]) == SHA256.hash(Array("abc".utf8)))
        #expect(SHA1.hash(bytes[2..<5]) == SHA1.hash(Array("abc".utf8)))
        #expect(SHA256.hash(bytes[3..<3]) == SHA256.hash([]))
        #expect(SHA256.hash("abc".utf8) == SHA256.hash(Array("abc".utf8)))
    }

    @Test(
        "A digest is as long as its algorithm says, for messages around the block size",
        arguments: [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128])
    func lengths(_ count: Int) {
        let message = [UInt8](repeating: 0x5A, count: count)
        #expect(SHA256.hash(message).count == SHA256.length)
        #expect(SHA1.hash(message).count == SHA1.length)
        #expect(SHA256.length == 32 && SHA1.length == 20)
    }

    @Test("Digests can be computed by many tasks at once")
    func parallel() async {
        let expected = (0..<50).map { SHA256.hash([UInt8](repeating: UInt8($0), count: 1000 + $0)) }
        let digests = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<50 { group.addTask { (number, SHA256.hash([UInt8](repeating: UInt8(number), count: 1000 + number))) } }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        for number in 0..<50 { #expect(digests[number] == expected[number]) }
    }
}
