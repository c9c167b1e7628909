import Forwarding
import Mail
import Testing

@Suite("Forwarding: links to kept mail")
struct HeldMailLinkTests {
    private static let until = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let before = Timestamp(millisecondsSince1970: 1_799_999_999_999)

    private func link() throws -> HeldMailLink { HeldMailLink(try ForwardingBench.key()) }

    private func code(_ token: String, at now: Timestamp = before) throws -> HeldMailLink.Refusal.Code? {
        do {
            _ = try link().open(token, now: now)
            return nil
        } catch let refusal as HeldMailLink.Refusal {
            return refusal.code
        }
    }

    @Test("A link opens what it was made for", arguments: ["a", "raw/lrn3hhx002pzkbrfe0ozpaqw5tjgzyafynd4126p", "ü/🐅 ?&"])
    func opens(_ key: String) throws {
        let url = try link().url(key, until: Self.until, base: "https://mail.example/")
        let prefix = "https://mail.example/held/"
        #expect(url.hasPrefix(prefix))
        let token = url.dropFirst(prefix.count)
        #expect(
            token.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || UnicodeScalar($0).properties.isAlphabetic || (0x30...0x39).contains($0) })
        let content = try link().open(token, now: Self.before)
        #expect(content.rawKey == key && content.expiresAt == Self.until)
    }

    @Test("Keys may be as long as S3 has them, and not longer")
    func lengths() throws {
        for count in 1...1024 {
            let key = String(repeating: "k", count: count)
            #expect(try link().open(link().token(key, until: Self.until), now: Self.before).rawKey == key)
        }
        for count in [0, 1025] {
            #expect(throws: HeldMailLink.InvalidKey.self) {
                try link().token(String(repeating: "k", count: count), until: Self.until)
            }
        }
    }

    @Test("The time is rounded up to a minute, and then the link is over")
    func expiry() throws {
        let token = try link().token("k", until: Timestamp(millisecondsSince1970: Self.until.millisecondsSince1970 - 59_999))
        #expect(try link().open(token, now: Self.before).expiresAt == Self.until)
        #expect(try code(token, at: Self.until) == .expired)
        #expect(try code(link().token("k", until: Timestamp(millisecondsSince1970: -1))) == .expired)
        #expect(try code(link().token("k", until: Timestamp(millisecondsSince1970: .max))) == nil)
    }

    @Test("No character of a token can be changed, left out or added")
    func forged() throws {
        let token = try link().token("raw/key", until: Self.until)
        for index in token.indices {
            for other in "AQgw_-09" where other != token[index] {
                var changed = token
                changed.replaceSubrange(index...index, with: "\(other)")
                #expect(try code(changed) != nil)
                #expect(try code(changed) != .expired)
            }
            var shorter = token
            shorter.remove(at: index)
            #expect(try code(shorter) != nil)
            #expect(try code(String(token[..<index])) != nil)
        }
        for end in ["A", "AA", "AAA", "AAAA", "=", " ", "/"] { #expect(try code(token + end) != nil) }
        #expect(try code(HeldMailLink(ForwardingBench.key(2)).token("raw/key", until: Self.until)) == .forged)
    }

    @Test("An old forged token is forged and not expired: nobody learns what a real one would be")
    func forgedFirst() throws {
        let token = try HeldMailLink(ForwardingBench.key(2)).token("k", until: Timestamp(millisecondsSince1970: 0))
        #expect(try code(token) == .forged)
    }

    @Test(
        "What is no token is malformed", arguments: ["", "A", "held", "AQAAAAA", "%2e", "ü", String(repeating: "A", count: 100_000), "Ag"])
    func malformed(_ token: String) throws {
        #expect(try code(token) == .malformed)
    }
}
