import MIME
import Testing

/// Where parts stand in the mail.
@Suite struct OffsetTests {
    @Test func rangesCountInTheRawMail() throws {
        let text = "Content-Type: multipart/mixed; boundary=B\n\npre\n--B\nX: y\n\na\n--B--\nepi\n"
        let message = Message(Array(text.utf8))
        let root = message.root
        #expect(root.headerRange == 0..<42)
        #expect(root.bodyRange == 43..<text.utf8.count)
        let part = try #require(message.part("1.1"))
        #expect(part.headerRange == 51..<56)
        #expect(part.bodyRange == 57..<58)
        #expect(string(message.bytes[part.headerRange]) == "X: y\n")
        #expect(string(message.bytes[part.bodyRange]) == "a")
        #expect(part.rawBody == Array("a".utf8))
    }

    @Test func rangesOfAPartWithoutAnyHeader() throws {
        let message = multipart("--B\n\na\n--B--\n")
        let part = try #require(message.part("1.1"))
        #expect(part.headerRange.isEmpty)
        #expect(string(message.bytes[part.bodyRange]) == "a")
    }

    @Test func headerAndBodyMakeUpTheWholeMail() {
        for text in ["Subject: a\n\nb", "Subject: a\n", "\nb", "", "Subject: a\n\n"] {
            let message = mail(text)
            let separator = message.bytes[message.root.headerRange.upperBound..<message.root.bodyRange.lowerBound]
            #expect(separator.isEmpty || Array(separator) == [0x0D, 0x0A])
            #expect(message.root.headerRange.lowerBound == 0)
            #expect(message.root.bodyRange.upperBound == message.bytes.count)
        }
    }

    @Test func theRawMailIsKeptByteForByte() {
        let bytes = Array(0...UInt8.max) + crlf("Content-Type: multipart/mixed; boundary=B\n\n--B\n") + Array((0...UInt8.max).reversed())
        #expect(Message(bytes).bytes == bytes)
    }

    @Test func aPartCutInItsHeaderLiesInsideItsParents() {
        let message = multipart(
            "--B\nContent-Type: multipart/mixed; boundary=I\n\n--I\nContent-Type: text/html\n--B\n\nb\n--B--\n")
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/mixed", "1.1.1 text/html", "1.2 text/plain"])
        expectNested(message)
    }

    @Test func anEmbeddedMessageAtThePartLimitLiesInsideItsParent() {
        let text = "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822\n\nSubject: a\n\nx\n--B\n\nb\n--B--\n"
        for parts in 0...5 {
            let message = mail(text, limits: Limits(parts: parts))
            #expect(message.parts.count == min(parts + 1, 4))
            expectNested(message)
        }
    }

    @Test func everyPartLimitKeepsRangesInOrder() {
        for sample in SampleMails.all {
            for parts in -1...8 { expectNested(Message(sample, limits: Limits(parts: parts))) }
            for depth in -1...4 { expectNested(Message(sample, limits: Limits(depth: depth))) }
        }
    }
}

/// Checks that every range lies inside its buffer, and inside its parent's body where that has the same buffer.
func expectNested(_ message: Message, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    for part in message.parts {
        let within = part.within
        let size = within.map(\.decodedBody.count) ?? message.bytes.count
        var isNested = part.headerRange.upperBound <= part.bodyRange.lowerBound && part.bodyRange.upperBound <= size
        if let parent = part.parent, parent.path != within?.path {
            isNested =
                isNested && parent.bodyRange.lowerBound <= part.headerRange.lowerBound
                && part.bodyRange.upperBound <= parent.bodyRange.upperBound
        }
        #expect(isNested, comment ?? "part \(part.path)", sourceLocation: sourceLocation)
    }
}
