import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: who may write as the alias")
struct ReplyPolicyTests {
    private func refusal(
        _ header: String = "From: Jane <Jane@gmail.com>", sender: String? = "jane@GMAIL.com", _ verdicts: Verdicts = Verdicts(dmarc: "PASS")
    ) throws -> ReplyPolicy.Refusal? {
        var alias = try AliasBench.alias("jane@gmail.com", "joan@x.org")
        alias.owner = try EmailAddress("owner@y.org")
        alias.failover = try EmailAddress("spare@z.org")
        #expect(alias.people.map(\.description) == ["jane@gmail.com", "joan@x.org", "spare@z.org", "owner@y.org"])
        return ReplyPolicy.refusal(of: ForwardingBench.message(header), envelopeSender: sender, verdicts: verdicts, people: alias.people)
    }

    @Test("The owner and the targets may, each for the others too")
    func allowed() throws {
        #expect(try refusal() == nil)
        #expect(try refusal("From: owner@y.org", sender: "joan@x.org") == nil)
        #expect(try refusal("From: joan@x.org") == nil)
    }

    @Test(
        "Others may not",
        arguments: [
            ("From: eve@gmail.com", "jane@gmail.com", ReplyPolicy.Refusal.authorIsNoOwner),
            ("From: jane@gmail.com <eve@x.org>", "jane@gmail.com", .authorIsNoOwner),
            ("From: jane@gmail.com", "eve@gmail.com", .senderIsNoOwner), ("From: jane@gmail.com", "", .senderIsNoOwner),
            ("From: jane@gmail.com, eve@x.org", "jane@gmail.com", .noSingleAuthor),
            ("From: jane@gmail.com\nFrom: eve@x.org", "jane@gmail.com", .noSingleAuthor),
            ("From: jane@gmail.com\nFrom: jane@gmail.com", "jane@gmail.com", .noSingleAuthor),
            ("Subject: x", "jane@gmail.com", .noSingleAuthor),
            ("From: hello@example.com", "hello@example.com", .authorIsNoOwner),
        ])
    func refused(_ header: String, _ sender: String, _ reason: ReplyPolicy.Refusal) throws {
        #expect(try refusal(header, sender: sender) == reason)
        #expect(try refusal(sender: nil) == .senderIsNoOwner)
    }

    @Test("It has to be certain that they do")
    func authenticated() throws {
        #expect(try refusal(Verdicts(spf: "PASS", dkim: "pass", dmarc: "GRAY")) == nil)
        #expect(try refusal(Verdicts(spf: "PASS", dkim: "PASS")) == nil)
        for verdicts in [
            Verdicts(), Verdicts(spf: "PASS"), Verdicts(dkim: "PASS"), Verdicts(spf: "PASS", dkim: "GRAY", dmarc: "GRAY"),
            Verdicts(spf: "PASS", dkim: "PASS", dmarc: "FAIL"), Verdicts(spf: "PASS", dkim: "PROCESSING_FAILED"),
        ] {
            #expect(try refusal(verdicts) == .notAuthenticated)
        }
    }

    private func refusal(_ verdicts: Verdicts) throws -> ReplyPolicy.Refusal? { try refusal("From: jane@gmail.com", verdicts) }
}
