import Forwarding
import Mail
import Testing

@Suite("Aliases")
struct AliasTests {
    @Test("An alias has a target at least, and none twice, however it is written")
    func targets() throws {
        #expect(Alias(targets: []) == nil)
        let alias = try AliasBench.alias("Jane@x.org", "b@münchen.example", "jane@X.org", "B@xn--mnchen-3ya.example", "c@x.org")
        #expect(alias.targets.map(\.description) == ["Jane@x.org", "b@münchen.example", "c@x.org"])
        var other = Alias(try EmailAddress("a@x"), try EmailAddress("A@x"), try EmailAddress("b@x"))
        #expect(other.targets.map(\.description) == ["a@x", "b@x"])
        #expect(!other.add(try EmailAddress("B@X")))
        #expect(other.add(try EmailAddress("c@x")))
        #expect(other.targets.map(\.description) == ["a@x", "b@x", "c@x"])
    }

    @Test("What is not said is as by default")
    func defaults() throws {
        let alias = try AliasBench.alias("a@x", "b@x")
        #expect(alias.isEnabled)
        #expect(alias.failover == nil)
        #expect(alias.blockedSenders == [])
        #expect(alias.from == .nameAndAddress && alias.recipients == .replace && alias.replyTo == .original)
        #expect(alias.spam == .mark && alias.virus == .quarantine && alias.dmarc == .mark)
    }

    @Test("The first target is told what goes wrong, unless there is an owner")
    func owner() throws {
        var alias = try AliasBench.alias("a@x", "b@x")
        #expect(alias.ownerAddress == alias.targets[0])
        alias.owner = try EmailAddress("owner@y")
        #expect(alias.ownerAddress.description == "owner@y")
    }

    @Test(
        "Blocked senders are addresses or domains, in any letter case and any form",
        arguments: [
            ("spam@x.org", "spam@x.org", true), ("Spam@X.org", "sPAM@x.ORG", true), ("spam@x.org", "spam+a@x.org", false),
            ("spam@x.org", "ham@x.org", false), ("@Bad.example", "anybody@bad.EXAMPLE", true), ("@bad.example", "a@sub.bad.example", false),
            ("@münchen.example", "a@xn--mnchen-3ya.example", true), ("a@XN--mnchen-3ya.example", "a@München.example", true),
            ("@bad.example", "a@notbad.example", false),
        ])
    func blocked(_ blocked: String, _ sender: String, _ isBlocked: Bool) throws {
        var alias = try AliasBench.alias("a@x")
        alias.blockedSenders = [try BlockedSender("other@y.org"), try BlockedSender(blocked)]
        #expect(alias.blocks(try EmailAddress(sender)) == isBlocked)
    }

    @Test("What is neither an address nor a domain blocks nobody", arguments: ["", "@", "bad.example", "a@@b", "@a b", "*"])
    func noBlockedSender(_ text: String) {
        #expect(throws: EmailAddress.Invalid.self) { try BlockedSender(text) }
    }
}
