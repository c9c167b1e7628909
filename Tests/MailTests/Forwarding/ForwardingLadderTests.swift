import Forwarding
import MIME
import Mail
import Testing

@Suite("Forwarding: the ladder")
struct ForwardingLadderTests {
    private func forward(_ mail: String) throws -> ForwardedMail {
        let target = try EmailAddress("jane@gmail.com")
        return try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
            .mail(Message(Array(mail.utf8)), to: target, from: try EmailAddress("hello@example.com"), Alias(target))
    }

    private static let long = String(repeating: "x", count: 1200)

    private func longestLine(_ bytes: [UInt8]) -> Int { bytes.split(separator: 0x0A).map(\.count).max() ?? 0 }

    @Test("Lines that are too long are encoded anew in their leaf, and nothing else is touched")
    func reassembled() throws {
        let other = "--b\r\nContent-Type: text/html\r\nX-Odd:  kept \r\n\r\n<p>ü</p>\r\n"
        for (type, encoding) in [("text/plain", "quoted-printable"), ("application/pdf", "base64")] {
            let mail = """
                From: a@b.c\r\nTo: hello@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n\
                --b\r\nContent-Type: \(type)\r\n\r\nü\(Self.long)\r\nend\r\n\(other)--b--\r\n
                """
            let forwarded = try forward(mail)
            #expect(forwarded.rung == .reassembled && forwarded.mended.contains { $0.kind == .longBodyLine })
            let (before, after) = (Message(Array(mail.utf8)), Message(forwarded.bytes))
            #expect(before.parts.map(\.decodedBody)[1...] == after.parts.map(\.decodedBody)[1...])
            #expect(after.parts[1].transferEncoding.name == encoding && longestLine(forwarded.bytes) < 999)
            #expect(String(decoding: forwarded.bytes, as: UTF8.self).contains(other))
        }
    }

    @Test("A mail of one part is encoded anew as a whole")
    func onePart() throws {
        let forwarded = try forward("From: a@b.c\r\nTo: hello@example.com\r\nContent-Transfer-Encoding: 8bit\r\n\r\nü\(Self.long)\r\n")
        #expect(forwarded.rung == .reassembled)
        let after = Message(forwarded.bytes)
        #expect(after.root.text == "ü\(Self.long)\r\n" && after.root.transferEncoding == .quotedPrintable)
        #expect(after.from.map(\.address) == ["hello@example.com"])
    }

    @Test(
        "What is signed, encrypted, or somebody else's message is not encoded anew but attached",
        arguments: ["multipart/signed", "multipart/encrypted", "message/rfc822", "preamble"])
    func attached(_ type: String) throws {
        let inner =
            switch type {
            case "message/rfc822": "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n\(Self.long)\r\n"
            case "preamble": "Content-Type: multipart/mixed; boundary=b\r\n\r\n\(Self.long)\r\n--b\r\n\r\ntext\r\n--b--\r\n"
            default:
                "Content-Type: \(type); boundary=b\r\n\r\n--b\r\n\r\n\(Self.long)\r\n--b\r\nContent-Type: application/x\r\n\r\ns\r\n--b--\r\n"
            }
        let mail = "From: a@b.c\r\nTo: hello@example.com\r\nSubject: Hi\r\n\(inner)"
        let forwarded = try forward(mail)
        #expect(forwarded.rung == .attached)
        let after = Message(forwarded.bytes)
        let file = try #require(after.parts.last)
        #expect(file.filename == "original.eml" && file.contentType.essence == "application/octet-stream")
        #expect(file.decodedBody == Array(mail.utf8))
        #expect(
            after.subject == "Hi" && after.from.map(\.address) == ["hello@example.com"] && after.to.map(\.address) == ["jane@gmail.com"])
        #expect(after.reading.text?.contains("a line that is too long") == true)
        #expect(longestLine(forwarded.bytes) < 999)
    }

    @Test("A name that SES refuses is not seen in the attached original")
    func refusedExtension() throws {
        let mail = "From: a@b.c\r\nContent-Type: application/x-msdownload; name=\"run.EXE \"\r\n\r\nMZ\r\n"
        let forwarded = try forward(mail)
        #expect(forwarded.rung == .attached && !String(decoding: forwarded.bytes, as: UTF8.self).lowercased().contains("run.exe"))
        #expect(Message(forwarded.bytes).parts.last?.decodedBody == Array(mail.utf8))
    }

    @Test("A header with lines that are no fields is attached as a message, where that is legal")
    func invalidLine() throws {
        let mail = "From: a@b.c\r\nthis is no field\r\nTo: hello@example.com\r\n\r\nbody\r\n"
        let forwarded = try forward(mail)
        #expect(forwarded.rung == .attached && forwarded.mended.contains { $0.kind == .invalidLine })
        let attached = try #require(Message(forwarded.bytes).parts.first { $0.contentType.essence == "message/rfc822" })
        #expect(attached.decodedBody == Array(mail.utf8))
    }

    @Test("The same mail makes the same bytes again")
    func stable() throws {
        let mail = "From: a@b.c\r\nno field\r\n\r\nbody\r\n"
        #expect(try forward(mail).bytes == forward(mail).bytes)
    }

    @Test("an alias and a target that people write with an umlaut stand in the header as DNS has them")
    func internationalDomains() throws {
        let mail = Message(Array("From: jane@ex.com\r\nTo: hello@xn--mnchen-3ya.example\r\n\r\ntext\r\n".utf8))
        let (alias, target) = (try EmailAddress("hello@münchen.example"), try EmailAddress("jane@zürich.example"))
        let forwarded = try ForwardingLadder(now: Timestamp(millisecondsSince1970: 0)).mail(mail, to: target, from: alias, Alias(target))
        #expect(forwarded.rung == .header)
        let text = String(decoding: forwarded.bytes, as: UTF8.self)
        #expect(text.contains("\r\nTo: jane@xn--zrich-kva.example\r\n") && text.contains("<hello@xn--mnchen-3ya.example>"))
    }

    @Test("Large text is encoded in base64, while it is sent")
    func largeText() throws {
        let text = String(repeating: "\(Self.long)\r\n", count: 1000)
        let mail = "From: a@b.c\r\nTo: hello@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(text)"
        let forwarded = try forward(mail)
        #expect(forwarded.rung == .reassembled && forwarded.count == forwarded.bytes.count)
        let after = Message(forwarded.bytes)
        #expect(after.root.transferEncoding == .base64 && after.root.decodedBody == Array(text.utf8))
    }

    @Test("What is sent in pieces is the mail", arguments: ["", "name=a.exe", "name=a.pdf", "name=a.pdf\r\nno field"])
    func pieces(_ parameter: String) throws {
        for size in [1, 56, 57, 58, 999, 58_367, 58_368, 58_369, 200_000] {
            let mail = "From: a@b.c\r\nContent-Type: application/x; \(parameter)\r\n\r\n\(String(repeating: "x", count: size))"
            let forwarded = try forward(mail)
            let sent = try OutgoingMail(forwarded, of: OriginalInMemory(Array(mail.utf8))).bytes()
            #expect(sent == forwarded.bytes && sent.count == forwarded.count)
        }
    }

    @Test("What is too large in any form is not forwarded", arguments: [(40 << 20, "a.pdf"), (30 << 20, "a.exe")])
    func tooLarge(_ size: Int, _ name: String) throws {
        let lines = String(repeating: String(repeating: "x", count: 62) + "\r\n", count: size / 64)
        let mail = "From: a@b.c\r\nContent-Type: application/x; name=\(name)\r\n\r\n\(lines)"
        let error = #expect(throws: ForwardingLadder.Unforwardable.self) { try forward(mail) }
        #expect(error?.findings.contains { $0.kind == .tooLarge } == true)
    }
}
