import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: a note with a link")
struct HeldNoteTests {
    private static let held = HeldMail(
        url: "https://mail.example/held/AQ-_", expiresAt: Timestamp(millisecondsSince1970: 1_800_000_000_000))

    private func note(
        _ header: String, body: String = "Hello\n", because: [SESFinding] = [SESFinding(.tooLarge, "x")], refusal: String? = nil,
        replyAddress: String? = nil, _ change: (inout Alias) -> Void = { _ in }
    ) throws -> (ForwardedMail, Message) {
        let target = try EmailAddress("jane@gmail.com")
        var alias = Alias(target)
        change(&alias)
        let mail = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
            .note(
                ForwardingBench.message(header, body: body), to: target, from: EmailAddress("hello@example.com"), alias, held: Self.held,
                because: because, refusal: refusal, replyAddress: replyAddress.map { try EmailAddress($0) })
        return (mail, Message(mail.bytes))
    }

    @Test("It says who wrote the mail, what about, how large it is, why it could not come, and where it is")
    func content() throws {
        let (mail, sent) = try note(
            """
            From: =?utf-8?q?J=C3=B6rg?= <j@ex.com>
            Reply-To: r@ex.com
            To: hello@example.com
            Subject: Film
            Date: Sat, 21 Nov 2026 08:00:00 +0100
            Message-ID: <1@ex.com>
            """,
            body: String(repeating: "x", count: 3 << 20))
        #expect(mail.rung == .held && mail.mended.map(\.kind) == [.tooLarge])
        #expect(sent.from == [Address(name: "Jörg - j at ex.com", address: "hello@example.com")])
        #expect(sent.to.map(\.address) == ["jane@gmail.com"] && sent.replyTo.map(\.address) == ["r@ex.com"])
        #expect(sent.subject == "Film" && sent.date?.rfc3339 == "2026-11-21T08:00:00+01:00")
        #expect(sent.root.autoSubmitted == "auto-generated")
        let text = try ForwardingBench.text(sent)
        for part in [
            "From: Jörg <j@ex.com>", "Subject: Film", "Size: 3.0 MB", "- it is too large", Self.held.url,
            "The link works until 2027-01-15 08:00 UTC.",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("it said"))
    }

    @Test("What SES said stands there, and cannot be anything but a line")
    func refusal() throws {
        let text = try ForwardingBench.text(note("From: a@b.c", because: [], refusal: "Message\nrejected \u{202E}").1)
        #expect(text.contains("- it said: Message\\nrejected \\u{202e}\n") && text.contains("Size: 22 bytes"))
    }

    @Test("The same mail makes the same note")
    func stable() throws {
        let header = "From: a@b.c\nDate: Sat, 21 Nov 2026 08:00:00 +0100"
        #expect(try note(header).0.bytes == note(header).0.bytes)
    }

    @Test("A mail with nothing in its header has a note too")
    func nothing() throws {
        let (_, sent) = try note("no field at all")
        #expect(sent.from == [Address(name: "", address: "hello@example.com")] && sent.replyTo.isEmpty)
        #expect(try ForwardingBench.text(sent).contains("From: nobody"))
    }

    @Test("Answers go by the alias where it says so")
    func replies() throws {
        let reply = "re=x@example.com"
        #expect(try note("From: a@b.c", replyAddress: reply).1.replyTo.map(\.address) == ["a@b.c"])
        #expect(try note("From: a@b.c", replyAddress: reply) { $0.replyTo = .alias }.1.replyTo.map(\.address) == [reply])
        #expect(try note("From: a@b.c") { $0.replyTo = .alias }.1.replyTo.map(\.address) == ["a@b.c"])
    }
}
