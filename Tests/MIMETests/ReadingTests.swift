import MIME
import Testing

/// What a mail reader shows: one text, one HTML, the rest as attachments.
@Suite struct ReadingTests {
    @Test func aPlainMailIsItsText() {
        let reading = mail("Subject: a\n\nHello\n").reading
        #expect(reading.text == "Hello\r\n")
        #expect(reading.html == nil)
        #expect(reading.attachments.isEmpty)
    }

    @Test func anHTMLMailIsItsHTML() {
        let reading = mail("Content-Type: text/html\n\n<p>a").reading
        #expect(reading.text == nil)
        #expect(reading.html == "<p>a")
        #expect(reading.attachments.isEmpty)
    }

    @Test func anAlternativeHasBoth() {
        let reading = mail(
            "Content-Type: multipart/alternative; boundary=B\n\n--B\n\na\n--B\nContent-Type: text/html\n\n<p>a\n--B--\n"
        ).reading
        #expect(reading.text == "a")
        #expect(reading.html == "<p>a")
        #expect(reading.attachments.isEmpty)
    }

    @Test func otherLeavesAreAttachmentsInOrder() {
        let reading = multipart(
            """
            --B
            Content-Type: multipart/related; boundary=R

            --R
            Content-Type: text/html

            <img src="cid:x">
            --R
            Content-Type: image/png

            i
            --R--
            --B
            Content-Type: text/plain; name=notes.txt

            n
            --B
            Content-Type: text/plain
            Content-Disposition: attachment

            t
            --B

            first text
            --B

            second text
            --B--

            """
        ).reading
        #expect(reading.htmlPart?.path == "1.1.1")
        #expect(reading.textPart?.path == "1.4")
        #expect(reading.textBody.map(\.path) == ["1.1.1", "1.4", "1.5"])
        #expect(reading.text == "first text\nsecond text")
        #expect(reading.bestText == "first text\nsecond text")
        #expect(reading.attachments.map(\.path) == ["1.1.2", "1.2", "1.3"])
    }

    @Test func anInlineTextWithANameIsStillTheText() {
        let reading = multipart("--B\nContent-Disposition: inline; filename=a.txt\n\na\n--B--\n").reading
        #expect(reading.text == "a")
    }

    @Test func anEmbeddedMessageIsOneAttachment() {
        let reading = multipart("--B\n\na\n--B\nContent-Type: message/rfc822\n\nSubject: x\n\ninner\n--B--\n").reading
        #expect(reading.text == "a")
        #expect(reading.attachments.map(\.path) == ["1.2"])
    }

    @Test func aMailThatIsAnEmbeddedMessageIsOpened() {
        let reading = mail("Content-Type: message/rfc822\n\nSubject: x\n\ninner").reading
        #expect(reading.text == "inner")
    }

    @Test func anAttachmentAloneIsAnAttachment() {
        let reading = mail("Content-Type: application/pdf\n\nx").reading
        #expect(reading.text == nil)
        #expect(reading.attachments.map(\.path) == ["1"])
        let text = mail("Content-Disposition: attachment; filename=a.txt\n\nx").reading
        #expect(text.text == nil)
        #expect(text.attachments.map(\.path) == ["1"])
    }

    @Test func aTextMailWithANameIsStillTheText() {
        #expect(mail("Content-Type: text/plain; name=a.txt\n\nx").reading.text == "x")
    }

    @Test func anEmptyMailShowsNothing() {
        let reading = Message([]).reading
        #expect(reading.text == "")
        #expect(reading.html == nil)
        #expect(reading.attachments.isEmpty)
    }

    @Test func unreadRemaindersAreAttachments() {
        let message = Message(crlf("Content-Type: multipart/mixed; boundary=B\n\n--B\n\na\n--B\n\nb\n--B--\n"), limits: Limits(parts: 2))
        #expect(message.reading.text == "a")
        #expect(message.reading.attachments.map(\.path) == ["1.2"])
        #expect(message.reading.attachments.first?.contentType.essence == "application/octet-stream")
    }

    @Test(arguments: [Int.min, -1, 0, 1, 5, 6, 7, Int.max])
    func theBeginningOfAText(count: Int) {
        let part = mail("Content-Type: text/plain; charset=utf-8\n\nabcdef").root
        #expect(part.text(ofFirst: count) == String("abcdef".prefix(max(count, 0))))
    }
}
