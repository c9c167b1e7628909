import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: the header")
struct HeaderSurgeryTests {
    private static let body = "\r\nBody with \u{FC}\u{1} and \"quotes\"\r\n.\r\nend"

    private func forwarded(_ header: String, _ change: (inout Alias) -> Void = { _ in }, alias: String = "hello@example.com") throws
        -> Message
    {
        var settings = Alias(try EmailAddress("jane@gmail.com"))
        change(&settings)
        let original = Array((header.replacingLineEnds + Self.body).utf8)
        let mail = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
            .mail(Message(original), to: try EmailAddress("jane@gmail.com"), from: try EmailAddress(alias), settings)
        #expect(mail.rung == .header)
        let bytes = mail.bytes
        #expect(bytes.count == mail.count && bytes.suffix(Self.body.utf8.count) == Array(Self.body.utf8)[...])
        return Message(bytes)
    }

    private func values(_ message: Message, _ name: String) -> [String] {
        message.root.headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    @Test("From becomes the alias and names the author; the original stays readable")
    func from() throws {
        let mail = try forwarded("From: Jane Doe <jane@ex.com>\nTo: hello@example.com\nMessage-ID: <1@ex.com>\n")
        #expect(mail.from == [Address(name: "Jane Doe - jane at ex.com", address: "hello@example.com")])
        #expect(values(mail, "X-Original-From") == ["Jane Doe <jane@ex.com>"])
        #expect(values(mail, "X-Original-To") == ["hello@example.com"])
        #expect(values(mail, "X-Original-Message-ID") == ["<1@ex.com>"])
        #expect(mail.replyTo.map(\.address) == ["jane@ex.com"])
        #expect(mail.root.references == ["1@ex.com"])
    }

    @Test(
        "From in each format",
        arguments: [
            (Alias.FromFormat.nameAndAddress, "Jane - jane at ex.com"), (.name, "Jane"), (.addressOnly, "jane at ex.com"), (.aliasOnly, ""),
        ])
    func formats(_ format: Alias.FromFormat, _ name: String) throws {
        let mail = try forwarded("From: Jane <jane@ex.com>\nTo: hello@example.com\n") { $0.from = format }
        #expect(mail.from == [Address(name: name, address: "hello@example.com")])
    }

    @Test("A name cannot look like an address, hide anything, or be of any length")
    func hostileName() throws {
        let long = String(repeating: "ß", count: 500)
        for name in ["admin@bank.example", "a\u{202E}b", long, "\"x\" <y@z>,"] {
            let encoded = "=?utf-8?B?\(Self.base64(name))?="
            let mail = try forwarded("From: \(encoded) <jane@ex.com>\nTo: hello@example.com\n")
            let shown = try #require(mail.from.first?.name)
            #expect(mail.from.count == 1 && mail.from[0].address == "hello@example.com")
            #expect(!shown.contains("@") && !shown.contains("\u{202E}") && shown.utf8.count < 140)
        }
    }

    private static func base64(_ text: String) -> String {
        String(decoding: TransferEncoding.base64.encode(Array(text.utf8)), as: UTF8.self).filter { !$0.isNewline }
    }

    @Test("The alias in To and Cc becomes the target, and nothing else of them changes")
    func recipients() throws {
        let mail = try forwarded(
            "From: a@b.c\nTo: \"Doe, John\" <john@x.org>, (me) HELLO@Example.com\n ,\"hello@example.com\" <other@y.org>\nCc: g: hello@example.com;\n"
        )
        #expect(values(mail, "To") == ["\"Doe, John\" <john@x.org>, (me) jane@gmail.com ,\"hello@example.com\" <other@y.org>"])
        #expect(values(mail, "Cc") == ["g: jane@gmail.com;"])
    }

    @Test("An address that only begins or ends as the alias does stays")
    func similarAddresses() throws {
        let mail = try forwarded("From: a@b.c\nTo: xhello@example.com, hello@example.com.org, hello@example.com\n")
        #expect(mail.to.map(\.address) == ["xhello@example.com", "hello@example.com.org", "jane@gmail.com"])
    }

    @Test("A mail by Bcc or by a list is for the target, and what stood in To can be read")
    func bcc() throws {
        let mail = try forwarded("From: a@b.c\nTo: list@lists.example\nCc: friend@x.org\n")
        #expect(mail.to.map(\.address) == ["jane@gmail.com"] && mail.cc.isEmpty)
        #expect(values(mail, "X-Original-Recipients") == ["Cc: friend@x.org", "To: list@lists.example"])
        #expect(try forwarded("From: a@b.c\n").to.map(\.address) == ["jane@gmail.com"])
    }

    @Test("Recipients stay where the alias says so")
    func keep() throws {
        let mail = try forwarded("From: a@b.c\nTo: hello@example.com, x@y.z\n") { $0.recipients = .keep }
        #expect(values(mail, "To") == ["hello@example.com, x@y.z"])
    }

    @Test("More recipients than SES takes are kept under another name")
    func manyRecipients() throws {
        let list = (1...60).map { "p\($0)@x.org" }.joined(separator: ",\n ")
        let mail = try forwarded("From: a@b.c\nTo: \(list)\n")
        #expect(mail.to.map(\.address) == ["jane@gmail.com"])
        #expect(values(mail, "X-Original-Recipients").first?.contains("p60@x.org") == true)
    }

    @Test("What SES takes for orders, and what would fail, is gone; everything else is there in its order")
    func removed() throws {
        let kept = [
            "Received: from a", "X-One: 1", "Subject: =?utf-8?q?gr=C3=BCn?=", "List-Id: <l.x>", "Authentication-Results: x; spf=pass",
            "X-Two: 2",
        ]
        let gone = [
            "Return-Path: <a@b.c>", "DKIM-Signature: v=1;\n a=b", "Sender: s@b.c", "X-SES-CONFIGURATION-SET: x", "x-ses-message-tags: a=b",
            "Feedback-ID: f", "Delivered-To: hello@example.com",
        ]
        let mail = try forwarded((gone + kept + ["From: a@b.c", "To: hello@example.com"]).joined(separator: "\n") + "\n")
        let names = mail.root.headers.map { $0.name.lowercased() }
        #expect(
            names.allSatisfy {
                !$0.hasPrefix("x-ses-") && !["return-path", "dkim-signature", "sender", "feedback-id", "delivered-to"].contains($0)
            })
        let lines = mail.root.headers.map { "\($0.name):\(String(decoding: $0.rawValue, as: UTF8.self))" }
        #expect(lines.filter { kept.contains($0) } == kept)
    }

    @Test("Of fields that SES takes once the first stays, and all recipients")
    func duplicates() throws {
        let mail = try forwarded(
            "From: a@b.c\nSubject: one\nSubject: two\nMIME-Version: 1.0\nMIME-Version: 1.0\nTo: hello@example.com\nTo: x@y.z\nReceived: a\nReceived: b\n"
        )
        #expect(values(mail, "Subject") == ["one"] && values(mail, "MIME-Version") == ["1.0"] && values(mail, "Received") == ["a", "b"])
        #expect(mail.to.map(\.address) == ["jane@gmail.com", "x@y.z"])
    }

    @Test("Addresses that SES does not take go, the others stay")
    func invalidAddresses() throws {
        let mail = try forwarded("From: a@b.c\nTo: hello@example.com, nobody, <@>, ü@x.org\nReply-To: broken\n")
        #expect(mail.to.map(\.address) == ["jane@gmail.com"])
        #expect(mail.replyTo.map(\.address) == ["a@b.c"])
    }

    @Test("Characters that are not encoded are, and long lines are folded")
    func eightBit() throws {
        let long = (1...200).map { "word\($0)" }.joined(separator: " ")
        let mail = try forwarded("From: J\u{F6}rg <a@b.c>\nTo: hello@example.com\nSubject: gr\u{FC}n\nX-Long: \(long)\n")
        #expect(mail.subject == "grün" && values(mail, "X-Long") == [long])
        #expect(try forwarded("From: a@b.c\nContent-Description: gr\u{FC}n\n").root.contentDescription == "grün")
        #expect(mail.root.headers.allSatisfy { $0.rawValue.allSatisfy { $0 < 0x80 } })
    }

    @Test("Mail without From, or with nothing in its header at all, is forwarded")
    func nothing() throws {
        #expect(try forwarded("To: hello@example.com\n").from == [Address(name: "", address: "hello@example.com")])
        #expect(try forwarded("").to.map(\.address) == ["jane@gmail.com"])
        #expect(try forwarded("From: undisclosed\nTo: undisclosed-recipients:;\n").to.map(\.address) == ["jane@gmail.com"])
    }

    @Test("Threads go on: References end with the id that SES replaces")
    func references() throws {
        #expect(
            try forwarded("From: a@b.c\nReferences: <1@x> <2@x>\nMessage-ID: <3@x>\n").root.references == ["1@x", "2@x", "3@x"])
        #expect(try forwarded("From: a@b.c\nIn-Reply-To: <2@x>\nMessage-ID: <3@x>\n").root.references == ["2@x", "3@x"])
        #expect(try forwarded("From: a@b.c\nReferences: <1@x> <3@x>\nMessage-ID: <3@x>\n").root.references == ["1@x", "3@x"])
    }
}

extension String {
    fileprivate var replacingLineEnds: String { split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }
}
