import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: reply addresses")
struct ReplyAddressTests {
    private func reply(_ correspondent: String, _ alias: String = "hello@example.com", _ number: UInt8 = 1) throws -> ReplyAddress {
        try ReplyAddress(for: EmailAddress(correspondent), of: EmailAddress(alias), ForwardingBench.key(number))
    }

    private func read(_ text: String) throws -> ReplyAddress.Reading { try ReplyAddress.read(EmailAddress(text), ForwardingBench.key()) }

    @Test(
        "What fits says by itself who is meant, in any letter case",
        arguments: [
            ("jane@ex.com", "hello@example.com"), ("j.d-o_e1@sub.ex.com", "a@b.c"), ("jane@ex.com", "Hello@EXAMPLE.com"),
            ("jane@München.example", "h@x.org"),
        ])
    func stateless(_ correspondent: String, _ alias: String) throws {
        let reply = try reply(correspondent, alias)
        #expect(reply.token == nil && reply.address.localPart.utf8.count <= 64 && reply.address.localPart.hasPrefix("re="))
        for text in [reply.address.description, reply.address.description.uppercased()] {
            guard case .correspondent(let found, let of) = try read(text) else {
                Issue.record("\(text)")
                continue
            }
            #expect(try AliasKey(found) == AliasKey(EmailAddress(correspondent)) && AliasKey(of) == AliasKey(EmailAddress(alias)))
        }
    }

    @Test(
        "What does not fit has a token, which keeps what was written",
        arguments: [
            "Jane@ex.com", "jane+tag@ex.com", "a=b@ex.com", "\"a b\"@ex.com", "ü@ex.com", "jane@[192.0.2.1]",
            "a.very.long.name.of.somebody@sub.domain.of.example.com",
        ])
    func tokens(_ correspondent: String) async throws {
        let (alias, address) = (try EmailAddress("hello@example.com"), try EmailAddress(correspondent))
        let made = try reply(correspondent)
        let token = try #require(made.token)
        #expect(token.utf8.count == 26 && made.address.description == "re=\(token)@example.com")
        #expect(try read(made.address.description.uppercased()) == .token(token))

        let memory = InMemoryReplyTokens()
        let addresses = ReplyAddresses(try ForwardingBench.key(), tokens: memory)
        #expect(try await addresses.recipient(made.address) == .forged)
        #expect(try await addresses.address(for: address, of: alias) == made.address)
        let found = try #require(memory.find(token))
        #expect(found.correspondent.description == correspondent.replacing("München", with: "münchen"))
        #expect(try await addresses.recipient(EmailAddress(made.address.description.uppercased())) == .correspondent(address, alias: alias))
        #expect(try await addresses.recipient(EmailAddress("re=\(token)@example.org")) == .forged)
    }

    @Test("64 octets are the border")
    func border() throws {
        // re= 16 = alias = local = domain
        let domain = "x.example"
        let local = String(repeating: "l", count: 64 - 3 - 16 - 1 - 5 - 1 - 1 - domain.count)
        let fits = try reply("\(local)@\(domain)")
        #expect(fits.token == nil && fits.address.localPart.utf8.count == 64)
        #expect(try reply("\(local)l@\(domain)").token != nil)
    }

    @Test("The same two have the same address, others have another")
    func distinct() throws {
        let one = try reply("Jane@ex.com")
        #expect(try reply("Jane@ex.com") == one)
        var tokens: Set<String?> = [one.token]
        for other in [
            try reply("jAne@ex.com"), try reply("Jane@ex.org"), try reply("Jane@ex.com", "hallo@example.com"),
            try reply("Jane@ex.com", "hello@example.com", 2),
        ] {
            tokens.insert(other.token)
        }
        #expect(tokens.count == 5)
    }

    @Test("What looks like a reply address and was not made here is forged")
    func forged() throws {
        let address = try reply("jane@ex.com").address
        let local = address.localPart
        for index in local.indices.dropFirst(3) where local[index] != "=" && local[index] != "." {
            var changed = local
            changed.replaceSubrange(index...index, with: local[index] == "a" ? "b" : "a")
            #expect(try read("\(changed)@example.com") == .forged, "\(changed)")
        }
        for other in [
            "\(local)@example.org", "\(local)=x@example.com", "\(local)x@example.com", "re=aaaaaaaaaaaaaaaa=x@example.com",
            "\(try reply("jane@ex.com", "hello@example.com", 2).address)",
        ] {
            #expect(try read(other) == .forged, "\(other)")
        }
    }

    @Test(
        "Other addresses are none",
        arguments: [
            "hello@example.com", "re@example.com", "re=@example.com", "re=foo@example.com", "re=a=b=c=d@example.com", "rex=a@example.com",
        ])
    func other(_ text: String) throws {
        #expect(try read(text) == .other)
    }

    @Test("The author is who wants the answers and can get them, but not the alias")
    func author() async throws {
        let alias = try EmailAddress("hello@example.com")
        func author(_ header: String) -> String? {
            ReplyAddresses.author(of: ForwardingBench.message(header), besides: alias)?.description
        }
        #expect(author("From: a@b.c\nReply-To: r@b.c, s@b.c") == "r@b.c")
        #expect(author("From: a@b.c\nReply-To: nobody, Hello@example.com") == "a@b.c")
        #expect(author("From: a@b.c") == "a@b.c")
        #expect(author("From: ü@b.c") == nil && author("Subject: x") == nil)
        let addresses = ReplyAddresses(try ForwardingBench.key(), tokens: InMemoryReplyTokens())
        #expect(
            try await addresses.address(forAuthorOf: ForwardingBench.message("From: jane@ex.com"), of: alias)
                == reply("jane@ex.com").address)
        #expect(try await addresses.address(forAuthorOf: ForwardingBench.message("Subject: x"), of: alias) == nil)
    }

    @Test("Answers to a forwarded mail go to the reply address, where the alias says so")
    func replyTo() throws {
        let target = try EmailAddress("me@gmail.com")
        var settings = Alias(target)
        let reply = try reply("jane@ex.com").address
        func replyTo(_ address: EmailAddress?, _ header: String = "From: a@b.c\nReply-To: r@b.c\nReply-To: s@b.c", body: String = "x")
            throws -> [String]
        {
            let mail = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
                .mail(
                    ForwardingBench.message(header, body: body), to: target, from: EmailAddress("hello@example.com"), settings,
                    replyAddress: address)
            return Message(mail.bytes).replyTo.map(\.address)
        }
        #expect(try replyTo(reply) == ["r@b.c", "s@b.c"])
        settings.replyTo = .alias
        #expect(try replyTo(nil) == ["r@b.c", "s@b.c"])
        #expect(try replyTo(reply) == [reply.description])
        #expect(try replyTo(reply, "From: a@b.c") == [reply.description])
        #expect(try replyTo(reply, "From: a@b.c\nno field") == [reply.description])
    }
}
