import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: loops")
struct LoopGuardTests {
    private func verdict(_ lines: [String], for alias: String = "hello@example.com") throws -> LoopVerdict {
        try LoopGuard(ForwardingBench.key())
            .verdict(
                ForwardingBench.message((lines + ["From: jane@ex.com", "Subject: x"]).joined(separator: "\n")), for: EmailAddress(alias))
    }

    @Test("A mail that this alias has marked is a loop, however the alias is written")
    func ownMark() throws {
        let mark = try ForwardingBench.mark("Hello@Example.com")
        #expect(mark.hasPrefix("X-Loop: hello@example.com; "))
        #expect(try verdict([mark]) == .ownMark && LoopVerdict.ownMark.isLoop)
        #expect(try verdict([mark], for: "HELLO@example.COM") == .ownMark)
        #expect(try verdict([mark.uppercased()]) == .ownMark)
        #expect(try verdict([mark.replacing("; ", with: ";\n \t ")]) == .ownMark)
        #expect(try verdict([mark], for: "other@example.com") == .none && !LoopVerdict.none.isLoop)
    }

    @Test("Aliases that need quotes, or are not ASCII, have marks too", arguments: ["\"a;b c\"@example.com", "ü@münchen.example"])
    func oddAliases(_ alias: String) throws {
        #expect(try verdict([ForwardingBench.mark(alias)], for: alias) == .ownMark)
    }

    @Test("Forged marks are ignored")
    func forged() throws {
        let mark = try ForwardingBench.mark("hello@example.com")
        let last = try #require(mark.last)
        let other = try ForwardingBench.mark("hello@example.com", 2)
        for forged in [
            other, "\(mark.dropLast())\(last == "a" ? "b" : "a")", "\(mark.dropLast())", "\(mark)a", "X-Loop: hello@example.com",
            "X-Loop: hello@example.com;", "X-Loop: ;", "X-Loop:", mark.replacing("hello@", with: "hallo@"), "X-Loop: yes",
        ] {
            #expect(try verdict([forged]) == .none, "\(forged)")
        }
    }

    @Test("Five aliases may have forwarded a mail, six not")
    func hops() throws {
        let marks = try (1...6).map { try ForwardingBench.mark("a\($0)@example.com") }
        #expect(try verdict(Array(marks.prefix(5))) == .none)
        #expect(try verdict(marks) == .tooManyHops)
        #expect(try verdict([String](repeating: "X-Loop: a@example.com; aaaaaaaaaaaaaaaa", count: 40)) == .none)
    }

    @Test("Fifty servers may have had a mail")
    func received() throws {
        #expect(try verdict([String](repeating: "Received: from a by b", count: 50)) == .none)
        #expect(try verdict([String](repeating: "Received: from a by b", count: 51)) == .tooManyReceived)
    }

    @Test("A mail from the alias itself is a loop")
    func ownFrom() throws {
        let message = ForwardingBench.message("From: \"Jane - jane at ex.com\" <HELLO@example.com>")
        #expect(try LoopGuard(ForwardingBench.key()).verdict(message, for: EmailAddress("hello@example.com")) == .ownFrom)
        #expect(try LoopGuard(ForwardingBench.key()).verdict(message, for: EmailAddress("hallo@example.com")) == .none)
    }

    @Test("What is forwarded has the mark on every rung, and is a loop when it comes back", arguments: [1, 2, 3, 4])
    func forwarded(_ rung: Int) throws {
        let guardian = LoopGuard(try ForwardingBench.key())
        let ladder = ForwardingLadder(now: Timestamp(millisecondsSince1970: 0), loops: guardian)
        let (target, alias) = (try EmailAddress("jane@gmail.com"), try EmailAddress("hello@example.com"))
        let long = String(repeating: "x", count: 1200)
        let header = "From: a@b.c\n\(try ForwardingBench.mark("first@example.com"))\nSubject: x\(rung == 3 ? "\nno field" : "")"
        let message = ForwardingBench.message(header, body: rung == 2 ? long : "Hello")
        let mail =
            rung == 4
            ? try ladder.note(
                message, to: target, from: alias, Alias(target),
                held: HeldMail(url: "https://x/held/y", expiresAt: .init(millisecondsSince1970: 0)),
                because: [])
            : try ladder.mail(message, to: target, from: alias, Alias(target))
        #expect(mail.rung.rawValue == rung)
        let sent = Message(mail.bytes)
        let marks = ForwardingBench.values(sent, "X-Loop")
        #expect(marks.count == 2 && marks[0].hasPrefix("hello@example.com; ") && marks[1].hasPrefix("first@example.com; "))
        #expect(guardian.verdict(sent, for: alias) == .ownMark)
        #expect(guardian.verdict(sent, for: try EmailAddress("first@example.com")) == .ownMark)
    }

    @Test("Without a secret there are no marks")
    func unmarked() throws {
        let target = try EmailAddress("jane@gmail.com")
        let mail = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
            .mail(ForwardingBench.message("From: a@b.c"), to: target, from: EmailAddress("hello@example.com"), Alias(target))
        #expect(ForwardingBench.values(Message(mail.bytes), "X-Loop") == [])
    }
}
