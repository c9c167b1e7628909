import Crypto
import Mail
import Testing

@Suite("Session tokens")
struct SessionTokenTests {
    @Test("A token is 64 hexadecimal digits in lower case")
    func shape() throws {
        let token = try SessionToken(SystemRandom())
        #expect(token.value.utf8.count == 64)
        #expect(token.value.allSatisfy { "0123456789abcdef".contains($0) })
    }

    @Test("Tokens differ")
    func distinct() throws {
        #expect(Set(try (0..<100).map { _ in try SessionToken(SystemRandom()).value }).count == 100)
    }

    @Test("The hash is the SHA-256 of the token as it is written")
    func hash() throws {
        let token = try SessionToken(ScriptedRandom(numbers: []))
        #expect(token.hash.hexadecimal == "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55")
        #expect(SessionToken.hash("") == SHA256.hash([]))
    }

    @Test("A token matches its own hash and no other")
    func matches() throws {
        let token = try SessionToken(SystemRandom())
        let other = try SessionToken(SystemRandom())
        #expect(SessionToken.matches(token.value, hash: token.hash))
        #expect(!SessionToken.matches(other.value, hash: token.hash))
        for wrong in ["", token.value.uppercased() + " ", String(token.value.dropLast()), token.value + "0", " " + token.value] {
            #expect(!SessionToken.matches(wrong, hash: token.hash))
        }
    }

    @Test("Nothing matches a hash of another length", arguments: [[], [0], [UInt8](repeating: 0, count: 33)] as [[UInt8]])
    func otherLength(_ hash: [UInt8]) throws {
        #expect(!SessionToken.matches("", hash: hash))
        #expect(!SessionToken.matches(try SessionToken(SystemRandom()).value, hash: hash))
    }

    @Test("A token does not match a hash of zeros")
    func zeros() throws {
        #expect(!SessionToken.matches(try SessionToken(SystemRandom()).value, hash: [UInt8](repeating: 0, count: 32)))
    }
}
