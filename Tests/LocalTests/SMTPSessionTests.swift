import Local
import Mail
import Testing

/// A conversation without sockets: every mail and recipient is taken unless the test says otherwise.
private struct Conversation {
    var session: SMTPSession
    var replies: [String] = []
    var mails: [(envelope: SMTPSession.Envelope, content: String)] = []
    var refused: [String: SMTPReply] = [:]
    var isClosed = false
    private var content: [UInt8] = []

    init(limits: SMTPLimits = SMTPLimits()) {
        session = SMTPSession(hostname: "mx.test", limits: limits)
    }

    mutating func send(_ text: String) {
        session.receive(Array(text.utf8))
        while !isClosed {
            switch session.next() {
            case .needInput: return
            case .reply(let reply): note(reply)
            case .close(let reply):
                note(reply)
                isClosed = true
            case .checkRecipient(let address): note(session.recipientChecked(refused[address.description]))
            case .beginData:
                content = []
                note(session.dataChecked(nil))
            case .data(let bytes): content += bytes
            case .abandonData: content = []
            case .endData(let envelope):
                mails.append((envelope, String(decoding: content, as: UTF8.self)))
                note(session.dataFinished(SMTPReply(250, "2.0.0", "Ok")))
            }
        }
    }

    private mutating func note(_ reply: SMTPReply) { replies.append("\(reply.code) \(reply.status ?? "-")") }
}

@Suite struct SMTPSessionTests {
    private static let mail = "EHLO c.test\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nSubject: x\r\n\r\n..y\r\n.\r\nQUIT\r\n"

    @Test(arguments: [1, 2, 3, 7, 1000])
    func aConversationIsTheSameInPiecesOfAnySize(size: Int) throws {
        var conversation = Conversation()
        var left = Self.mail[...]
        while !left.isEmpty {
            conversation.send(String(left.prefix(size)))
            left = left.dropFirst(size)
        }
        #expect(conversation.replies == ["250 -", "250 2.1.0", "250 2.1.5", "354 -", "250 2.0.0", "221 2.0.0"])
        let mail = try #require(conversation.mails.first)
        #expect(mail.content == "Subject: x\r\n\r\n.y\r\n")
        #expect(mail.envelope.sender == (try EmailAddress("a@b.test")))
        #expect(mail.envelope.recipients == [try EmailAddress("c@d.test")])
        #expect(mail.envelope.transport == "ESMTP")
        #expect(conversation.isClosed)
    }

    @Test func refusedRecipientsAreNotInTheEnvelope() throws {
        var conversation = Conversation()
        conversation.refused["no@d.test"] = SMTPReply(550, "5.1.1", "No such mailbox")
        conversation.send("HELO c\r\nMAIL FROM:<>\r\nRCPT TO:<no@d.test>\r\nDATA\r\nRCPT TO:<yes@d.test>\r\nDATA\r\nx\r\n.\r\n")
        #expect(conversation.replies == ["250 -", "250 2.1.0", "550 5.1.1", "503 5.5.1", "250 2.1.5", "354 -", "250 2.0.0"])
        let mail = try #require(conversation.mails.first)
        #expect(mail.envelope.recipients.map(\.description) == ["yes@d.test"])
        #expect(mail.envelope.sender == nil)
        #expect(mail.envelope.transport == "SMTP")
    }

    @Test func aMailOverTheLimitIsReadToItsEndAndForgotten() {
        var limits = SMTPLimits()
        limits.messageBytes = 10
        var conversation = Conversation(limits: limits)
        let begin = "EHLO c\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n"
        conversation.send(begin + "12345678901\r\nQUIT\r\n.\r\nNOOP\r\n")
        #expect(conversation.replies.suffix(2) == ["552 5.3.4", "250 2.0.0"])
        // Exactly the limit is taken; the dots that the client added do not count.
        conversation.send("MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n..234567\r\n.\r\n")
        #expect(conversation.replies.last == "250 2.0.0")
        #expect(conversation.mails.map(\.content) == [".234567\r\n"])
        #expect(!conversation.isClosed)
    }

    @Test func aMailFarOverTheLimitEndsTheConnection() {
        var limits = SMTPLimits()
        limits.messageBytes = 10
        var conversation = Conversation(limits: limits)
        conversation.send("EHLO c\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n")
        for _ in 0..<100 where !conversation.isClosed { conversation.send("1234567890") }
        #expect(conversation.isClosed)
        #expect(conversation.replies.last == "552 5.3.4")
    }

    @Test func recipientsAreLimited() {
        var limits = SMTPLimits()
        limits.recipients = 2
        var conversation = Conversation(limits: limits)
        conversation.send("EHLO c\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<1@d.test>\r\nRCPT TO:<2@d.test>\r\nRCPT TO:<3@d.test>\r\n")
        #expect(conversation.replies.suffix(3) == ["250 2.1.5", "250 2.1.5", "452 4.5.3"])
    }

    @Test func aLineWithoutEndIsRefusedOnce() {
        var conversation = Conversation()
        conversation.send("EHLO c\r\n")
        for _ in 0..<100 { conversation.send(String(repeating: "x", count: 1000)) }
        #expect(conversation.replies == ["250 -"])
        conversation.send("\r\nNOOP\r\n")
        #expect(conversation.replies == ["250 -", "500 5.5.2", "250 2.0.0"])
    }

    @Test func resetAndHelloForgetTheMail() {
        var conversation = Conversation()
        conversation.send("EHLO c\r\nMAIL FROM:<a@b.test>\r\nRSET\r\nRCPT TO:<c@d.test>\r\n")
        #expect(conversation.replies.suffix(2) == ["250 2.0.0", "503 5.5.1"])
        conversation.send("MAIL FROM:<a@b.test>\r\nMAIL FROM:<a@b.test>\r\nEHLO d\r\nDATA\r\n")
        #expect(conversation.replies.suffix(4) == ["250 2.1.0", "503 5.5.1", "250 -", "503 5.5.1"])
    }

    @Test func postmasterWithoutDomainIsOurs() throws {
        var conversation = Conversation()
        conversation.send("EHLO c\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<PostMaster>\r\nDATA\r\nx\r\n.\r\n")
        #expect(try #require(conversation.mails.first).envelope.recipients.map(\.description) == ["postmaster@mx.test"])
    }

    @Test func aReplyOfSeveralLinesHasHyphensUpToTheLast() {
        #expect(String(decoding: SMTPReply(250, lines: ["a", "b", "c"]).bytes, as: UTF8.self) == "250-a\r\n250-b\r\n250 c\r\n")
        #expect(String(decoding: SMTPReply(550, "5.1.1", "No").bytes, as: UTF8.self) == "550 5.1.1 No\r\n")
    }
}
