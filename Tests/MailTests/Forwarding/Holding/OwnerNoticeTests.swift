import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: notices to the owner")
struct OwnerNoticeTests {
    private static let held = HeldMail(url: "https://mail.example/held/AQ", expiresAt: Timestamp(millisecondsSince1970: 1_800_000_000_000))
    private static let mail = NoticedMail(id: "m1", author: "Eve\u{202E} <eve@x.org>", subject: "Buy\r\nnow", held: held)

    private static func kinds() throws -> [OwnerNotice.Kind] {
        let target = try EmailAddress("gone@y.org")
        return [
            .quarantined(why: "virus"), .failed(why: "refused: Message\nrejected"), .loop, .targetDisabled(target, bounces: 3),
            .suppressed(target),
        ]
    }

    private func notice(_ kind: OwnerNotice.Kind, _ mail: NoticedMail = mail, to owner: String = "jane@gmail.com", date: Int64 = 0) throws
        -> Message
    {
        let alias = try EmailAddress("hello@example.com")
        return Message(
            try OwnerNotice(kind, mail, alias: alias, to: EmailAddress(owner))
                .composed(date: Timestamp(millisecondsSince1970: date), loops: LoopGuard(ForwardingBench.key())).bytes)
    }

    @Test("Each says what happened with which mail, where it is, and what to do", arguments: try kinds())
    func content(_ kind: OwnerNotice.Kind) throws {
        let sent = try notice(kind)
        #expect(sent.from == [Address(name: "Postroom", address: "hello@example.com")])
        #expect(sent.to.map(\.address) == ["jane@gmail.com"] && sent.replyTo.isEmpty)
        #expect(sent.root.autoSubmitted == "auto-generated" && sent.subject?.isEmpty == false)
        #expect(try LoopGuard(ForwardingBench.key()).verdict(sent, for: EmailAddress("hello@example.com")) == .ownMark)
        let text = try ForwardingBench.text(sent)
        #expect(text.contains("From: Eve\\u{202e} <eve@x.org>\n") && text.contains("Subject: Buy\\r\\nnow\n"))
        #expect(text.contains(Self.held.url) && text.contains("until 2027-01-15 08:00 UTC"))
        switch kind {
        case .quarantined: #expect(text.contains("was not passed on: virus."))
        case .failed: #expect(text.contains("could not be passed on: refused: Message\\nrejected."))
        case .loop: #expect(text.contains("Look whether a target"))
        case .targetDisabled: #expect(text.contains("3 mails in a row") && text.contains("postroom aliases enable-target gone@y.org"))
        case .suppressed: #expect(text.contains("delete-suppressed-destination --email-address gone@y.org"))
        }
        #expect(sent.bytes.split(separator: 0x0A).allSatisfy { $0.count < 999 })
    }

    @Test("Without a mail at hand, the notice is about the rest")
    func withoutMail() throws {
        for kind in try Self.kinds() {
            let text = try ForwardingBench.text(notice(kind, NoticedMail(id: "m1")))
            #expect(!text.contains("Subject:") && !text.contains("held"))
        }
        let text = try ForwardingBench.text(notice(.loop, NoticedMail(id: "m1", ForwardingBench.message("Subject: x"))))
        #expect(text.contains("From: nobody\nSubject: x\n"))
    }

    @Test("Two attempts make the same mail; another matter another Message-ID")
    func identity() throws {
        #expect(try notice(.loop).bytes == notice(.loop).bytes)
        #expect(try notice(.loop).messageID == notice(.loop, date: 86_400_000).messageID)
        var ids: Set<String?> = [try notice(.loop, NoticedMail(id: "m2")).messageID, try notice(.loop, to: "joan@x.org").messageID]
        for kind in try Self.kinds() { ids.insert(try notice(kind).messageID) }
        #expect(ids.count == 7 && ids.allSatisfy { $0?.hasSuffix("@example.com") == true })
    }
}
