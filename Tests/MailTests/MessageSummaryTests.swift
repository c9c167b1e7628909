import Foundation
import MIME
import Mail
import MailContract
import Testing

@Suite("Message summaries")
struct MessageSummaryTests {
    @Test("A summary has the decoded fields of a mail")
    func fields() {
        let summary = Sample.summary(
            """
            From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>\r
            To: Jane <jane@example.com>, john@example.com\r
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r
            Date: Sat, 21 Nov 2026 09:30:00 +0100\r
            Message-ID: <1@example.org>\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            \r
              Hello \t\r
            \r
            world\u{A0}!\r
            --b\r
            Content-Type: image/png\r
            Content-Disposition: attachment; filename=a.png\r
            \r
            x\r
            --b--\r

            """)
        #expect(summary.subject == "Grüße")
        #expect(summary.from == [MessageSummary.Correspondent(name: "Jörg", address: "joerg@example.org")])
        #expect(summary.to.map(\.address) == ["jane@example.com", "john@example.com"])
        #expect(summary.date == "2026-11-21T09:30:00+01:00")
        #expect(summary.messageID == "1@example.org")
        #expect(summary.snippet == "Hello world !")
        #expect(summary.attachmentCount == 1)
        #expect(summary.version == MessageSummary.currentVersion)
    }

    @Test("A mail of nothing has a summary")
    func empty() {
        let summary = Sample.summary("")
        #expect(summary.subject == "" && summary.snippet == "")
        #expect(summary.from == [] && summary.to == [])
        #expect(summary.date == nil && summary.messageID == nil)
        #expect(summary.attachmentCount == 0)
    }

    @Test("Every text and every list is cut")
    func caps() {
        let long = String(repeating: "x", count: 5000)
        let summary = Sample.summary(
            """
            From: a@x, b@x, c@x, d@x\r
            To: \(long) <\(long)@example.com>, b@x, c@x, d@x\r
            Subject: \(long)\r
            Message-ID: <\(long)@x>\r
            \r
            \(long)
            """)
        #expect(summary.subject.utf8.count == 240 && summary.subject.hasSuffix("…"))
        #expect(summary.from.map(\.address) == ["a@x", "b@x"])
        #expect(summary.to.count == 2)
        #expect(summary.to.first?.name.utf8.count == 64)
        #expect(summary.to.first?.address.utf8.count == 100)
        #expect(summary.messageID?.utf8.count == 160)
        #expect(summary.snippet.utf8.count == 240)
    }

    @Test("A text that just fits is whole; one byte more and it is cut between characters of Unicode")
    func limit() {
        let fits = String(repeating: "𝒳", count: 60)
        #expect(Sample.summary("Subject: \(fits)\r\n\r\n").subject == fits)
        #expect(Sample.summary("Subject: \(fits)x\r\n\r\n").subject == String(repeating: "𝒳", count: 59) + "…")
    }

    @Test("Control characters become spaces")
    func controls() {
        #expect(Sample.summary("Subject: =?utf-8?q?a=00b=1Bc=7F?=\r\n\r\n").subject == "a b c ")
    }

    @Test("A character with many marks does not make a text longer")
    func marks() {
        let heavy = "e" + String(repeating: "\u{301}", count: 100_000)
        let summary = Sample.summary("From: \(heavy) <\(heavy)@x>\r\nSubject: \(heavy)\r\nMessage-ID: <\(heavy)>\r\n\r\n\(heavy)\r\n")
        #expect(summary.subject.utf8.count <= 320)
        #expect(summary.snippet.utf8.count <= 240)
        #expect(summary.from.allSatisfy { $0.name.utf8.count <= 64 && $0.address.utf8.count <= 100 })
        #expect((summary.messageID ?? "").utf8.count <= 160)
    }

    /// Mails that are all about being large once they are summarised.
    static let hostile: [String: String] = {
        var mails: [String: String] = [:]
        let fillings = [
            "ASCII": "x", "control characters": "\u{1}", "quotes": "\"", "backslashes": "\\", "four bytes": "𝒳",
            "marks": "e" + String(repeating: "\u{301}", count: 500),
            "families": "👩‍👩‍👧‍👦",
        ]
        for (name, filling) in fillings {
            let text = String(repeating: filling, count: max(300, 3000 / filling.utf8.count))
            let list = (1...5).map { _ in "=?utf-8?b?\(Data(text.utf8).base64EncodedString())?= <\(text)@example.com>" }.joined(
                separator: ", ")
            let header = "From: \(list)\r\nTo: \(list)\r\nSubject: \(text)\r\nMessage-ID: <\(text)@x>\r\n"
            mails[name] = "\(header)\r\n\(text)\r\n"
            let parts = (1...40).map { _ in "--b\r\n\r\n\(text)\r\n" }.joined()
            mails["\(name), in 40 parts"] = "\(header)Content-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--\r\n"
        }
        return mails
    }()

    @Test("As JSON the summary of a hostile mail has at most 1,720 bytes", arguments: hostile.keys.sorted())
    func hostileSize(_ name: String) throws {
        let size = try JSONEncoder().encode(Sample.summary(try #require(Self.hostile[name]))).count
        #expect(size <= 1720)
    }

    @Test("As JSON the summary of an ordinary mail is below a kilobyte")
    func ordinarySize() throws {
        let text = String(repeating: "An ordinary sentence of an ordinary mail. ", count: 20)
        let mail =
            "From: Jane Doe <jane.doe@example.com>\r\nTo: John <john@example.org>\r\nSubject: \(text.prefix(78))\r\nMessage-ID: <\(text.utf8.count)@x>\r\n\r\n\(text)"
        #expect(try JSONEncoder().encode(Sample.summary(mail)).count < 1000)
    }

    @Test("A summary is read again from its JSON", arguments: hostile.keys.sorted())
    func roundTrip(_ name: String) throws {
        let summary = Sample.summary(try #require(Self.hostile[name]))
        #expect(try JSONDecoder().decode(MessageSummary.self, from: JSONEncoder().encode(summary)) == summary)
    }
}
