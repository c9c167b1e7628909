import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: what a correspondent gets")
struct ReplySurgeryTests {
    private static let reply = "re=abc@example.com"

    private func send(_ header: String, body: String = "Hello\n", people: [String] = ["jane@gmail.com"]) throws -> Message {
        let message = ForwardingBench.message(header, body: body)
        let alias = try EmailAddress("hello@example.com")
        let way = ReplyWay(
            alias: alias, correspondent: try EmailAddress("bob@ex.com"), people: try people.map { try EmailAddress($0) },
            correspondents: [AliasKey(try EmailAddress(Self.reply)): try EmailAddress("bob@ex.com")])
        let mail = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0), loops: LoopGuard(ForwardingBench.key())).reply(
            message, way)
        let sent = Message(mail.bytes)
        if mail.rung == .header {
            let before = message.bytes[message.root.bodyRange.lowerBound...]
            #expect(sent.bytes[sent.root.bodyRange.lowerBound...] == before)
        }
        return sent
    }

    @Test("It comes from the alias, and goes to whom the reply address stands for")
    func addresses() throws {
        let sent = try send(
            """
            From: Jane Doe <jane@gmail.com>
            To: "Bob - bob at ex.com" <RE=abc@Example.com>, "Doe, Jane" <Jane@gmail.com>
            Cc: friend@x.org, jane@gmail.com
            Bcc: secret@x.org
            Subject: Re: Hi
            In-Reply-To: <1@ex.com>
            References: <0@ex.com> <1@ex.com>
            Message-ID: <2@mail.gmail.com>
            MIME-Version: 1.0
            Content-Type: text/plain
            X-Mailer: Mail
            """)
        #expect(sent.from == [Address(name: "", address: "hello@example.com")])
        #expect(sent.to == [Address(name: "Bob - bob at ex.com", address: "bob@ex.com")])
        #expect(sent.cc.map(\.address) == ["friend@x.org"] && sent.subject == "Re: Hi")
        let names = sent.root.headers.map(\.name)
        #expect(
            names == [
                "X-Loop", "From", "To", "Cc", "Subject", "In-Reply-To", "References", "MIME-Version", "Content-Type", "X-Mailer",
            ])
        #expect(sent.references == ["0@ex.com", "1@ex.com"])
        #expect(try LoopGuard(ForwardingBench.key()).verdict(sent, for: EmailAddress("hello@example.com")) == .ownMark)
    }

    @Test(
        "Where the correspondent is not named, and nobody else is left, To is the correspondent",
        arguments: ["", "\nTo: jane@gmail.com", "\nCc: nobody"])
    func nobody(_ lines: String) throws {
        let sent = try send("From: jane@gmail.com\(lines)")
        #expect(sent.to.map(\.address) == ["bob@ex.com"] && sent.cc.isEmpty)
    }

    @Test("More recipients than SES takes do not see each other")
    func manyRecipients() throws {
        let list = (1...60).map { "p\($0)@x.org" }.joined(separator: ", ")
        #expect(try send("From: jane@gmail.com\nTo: \(list)").to.map(\.address) == ["bob@ex.com"])
    }

    @Test("What tells of the owner's mailbox and of the way of the mail goes")
    func removed() throws {
        let gone = [
            "Sender", "Return-Path", "Reply-To", "Delivered-To", "DKIM-Signature", "DomainKey-Signature", "ARC-Seal",
            "ARC-Authentication-Results", "Authentication-Results", "Received", "Received-SPF", "X-SES-Receipt", "X-Originating-IP",
            "X-Google-DKIM-Signature", "X-Gm-Message-State", "X-Forefront-Antispam-Report", "X-MS-Exchange-Organization", "Autocrypt",
            "Disposition-Notification-To", "Return-Receipt-To", "X-Sender", "X-Original-To", "List-Id", "X-Received", "Resent-From", "Bcc",
            "Message-ID", "Feedback-ID",
        ]
        let lines = gone.flatMap { ["\($0): x", "\($0.uppercased()): y"] } + ["X-Kept: z", "Subject: s", "From: jane@gmail.com"]
        #expect(try send(lines.joined(separator: "\n")).root.headers.map(\.name) == ["X-Loop", "X-Kept", "Subject", "From", "To"])
    }

    @Test(
        "A field with the address goes, however it has it",
        arguments: [
            "X-A: jane@gmail.com", "X-A: <JANE@Gmail.com>", "X-A: see jane@gmail\n .com", "X-A: ja\n\tne@gmail.com",
            "X-A: jane @ gmail . com",
            "X-A: =?utf-8?q?jane=40gmail.com?=", "X-A: =?utf-8?b?amFuZUBnbWFpbC5jb20=?=",
            "X-A: =?utf-8?q?jane=40gm?=\n =?utf-8?q?ail.com?=",
            "X-A: jane(x)@gmail.com", "X-A: \"jane\"@gmail.com", "X-A: http://x.org/?u=jane%40gmail.com",
            "X-A: bounce-jane=gmail.com@x.org",
            "X-A: jane at gmail.com", "X-jane@gmail.com: x", "References: <1@ex.com> <jane@gmail.com>", "In-Reply-To: <jane@gmail.com>",
            "Content-Description: for jane@gmail.com", "Content-Disposition: inline; filename*0=\"jane@gm\"; filename*1=\"ail.com.pdf\"",
            "X-Loop: jane@gmail.com; aaaaaaaaaaaaaaaa",
        ])
    func traces(_ line: String) throws {
        let name = try #require(line.split(separator: ":").first)
        let sent = try send("X-One: 1\n\(line)\nFrom: jane@gmail.com\nX-Two: 2")
        let names = sent.root.headers.map(\.name).filter { $0 != "X-Loop" }
        #expect(names == ["X-One", "From", "X-Two", "To"], "\(name)")
    }

    @Test("Only the field that has it goes, of several of a name")
    func occurrences() throws {
        let sent = try send("X-A: 1\nX-A: jane@gmail.com\nX-A: ü\nX-A: x jane@gmail.com\nX-A: 3\nFrom: jane@gmail.com")
        #expect(ForwardingBench.values(sent, "X-A") == ["1", "ü", "3"])
    }

    @Test("An address that only begins or ends as the owner's does is another")
    func similar() throws {
        let sent = try send("From: ne@gmail.com\nTo: jane@gmail.com, ne@gmail.com.org, xne@gmail.com", people: ["ne@gmail.com"])
        #expect(sent.to.map(\.address) == ["jane@gmail.com", "ne@gmail.com.org", "xne@gmail.com"])
    }

    @Test("A subject keeps what it is about")
    func subject() throws {
        #expect(
            try send("From: jane@gmail.com\nSubject: Re: To JANE@gmail.com, ü jane@gmail.com").subject
                == "Re: To hello@example.com, ü hello@example.com")
        #expect(try send("From: jane@gmail.com\nSubject: jane at gmail.com").subject == nil)
    }

    @Test(
        "A field that the body needs cannot go: the reply is refused",
        arguments: ["name=\"jane@gmail.com\"", "name*0=\"jane@gm\"; name*1=\"ail.com\""])
    func needed(_ parameter: String) {
        let error = #expect(throws: ReplyShowsOwner.self) { try send("From: jane@gmail.com\nContent-Type: text/plain; \(parameter)") }
        #expect(error?.fields == ["Content-Type"])
    }

    @Test("Long lines are encoded anew, and what can only be attached is refused")
    func rungs() throws {
        let long = String(repeating: "x", count: 1200)
        #expect(try send("From: jane@gmail.com", body: long).root.text == long)
        #expect(throws: ForwardingLadder.Unforwardable.self) { try send("From: jane@gmail.com\nno field") }
        #expect(throws: ForwardingLadder.Unforwardable.self) {
            try send("From: jane@gmail.com\nContent-Type: application/x-msdownload; name=run.exe")
        }
    }

    @Test("Only reply addresses of ours stand for somebody")
    func correspondents() async throws {
        let key = try ForwardingBench.key()
        let addresses = ReplyAddresses(key, tokens: InMemoryReplyTokens())
        let (alias, bob, long) = (try EmailAddress("hello@example.com"), try EmailAddress("bob@ex.com"), try EmailAddress("Bob+x@ex.com"))
        let (one, two) = (try await addresses.address(for: bob, of: alias), try await addresses.address(for: long, of: alias))
        let forged = try ReplyAddress(for: bob, of: alias, ForwardingBench.key(2)).address
        let found = try await addresses.correspondents(of: ForwardingBench.message("To: \(one), \(forged), x@y.z\nCc: \(two), \(one)"))
        #expect(found == [AliasKey(one): bob, AliasKey(two): long])
    }
}
