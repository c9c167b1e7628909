import MIME
import Testing

/// What lies beyond a limit stays as bytes, with a defect.
@Suite struct LimitTests {
    /// `levels` multiparts inside each other, with text in the innermost.
    static func nested(_ levels: Int) -> [UInt8] {
        var text = ""
        for level in 1...levels { text += "Content-Type: multipart/mixed; boundary=b\(level).\n\n--b\(level).\n" }
        text += "\ntext\n"
        for level in (1...levels).reversed() { text += "--b\(level).--\n" }
        return Array(text.utf8)
    }

    @Test func theStandardDepthIsOneHundredLevels() {
        let fits = Message(Self.nested(99))
        #expect(fits.parts.count == 100)
        #expect(fits.defects == [])
        let tooDeep = Message(Self.nested(100))
        #expect(tooDeep.parts.count == 100)
        #expect(tooDeep.structureDefects.map(\.code) == [.depthLimitExceeded])
        #expect(tooDeep.parts.last?.isOpaque == true)
        #expect(tooDeep.parts.last.map { string($0.rawBody) } == "--b100.\n\ntext\n--b100.--")
    }

    @Test func anOpaqueMultipartStillEndsAtAnOuterDelimiter() {
        let message = Message(Self.nested(4) + Array("--b1.\n\nghost".utf8), limits: Limits(depth: 2))
        #expect(message.shape == ["1 multipart/mixed", "1.1 multipart/mixed"])
        #expect(message.part("1.1")?.isOpaque == true)
        #expect(message.codes == [.depthLimitExceeded, .partAfterClose])
    }

    @Test func embeddedMessagesCountAsLevels() {
        let text = "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: a\n\n"
        let message = mail(text, limits: Limits(depth: 2))
        #expect(message.shape == ["1 message/rfc822", "1.1 message/rfc822"])
        #expect(message.codes == [.depthLimitExceeded])
        #expect(message.body("1.1") == "Subject: a\r\n\r\n")
        #expect(mail(text, limits: Limits(depth: 3)).parts.count == 3)
    }

    @Test func encodedMessagesCountAsLevels() {
        // The embedded message is again a message/rfc822 in quoted-printable.
        let field = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
        let text = field + field.split(separator: "\n").joined(separator: "\n") + "\n\nSubject: a\n\n"
        #expect(mail(text).parts.map(\.path) == ["1", "1.1", "1.1.1"])
        let message = mail(text, limits: Limits(depth: 2))
        #expect(message.parts.map(\.path) == ["1", "1.1"])
        #expect(message.codes == [.encodedMessage, .depthLimitExceeded])
    }

    @Test func partsBeyondTheLimitAreOneOpaqueRemainder() {
        let text = "--B\n\na\n--B\n\nb\n--B\n\nc\n--B--\n"
        let message = mail("Content-Type: multipart/mixed; boundary=B\n\n" + text, limits: Limits(parts: 2))
        #expect(message.shape == ["1 multipart/mixed", "1.1 text/plain", "1.2 application/octet-stream"])
        #expect(message.body("1.2") == "\r\nb\r\n--B\r\n\r\nc\r\n--B--\r\n")
        #expect(message.part("1.2")?.isOpaque == true)
        #expect(message.structureDefects.map(\.code) == [.partLimitExceeded])
        #expect(message.structureDefects.map(\.path) == ["1.2"])
    }

    @Test func aMailWithAsManyPartsAsTheLimitHasNoDefect() {
        let message = mail("Content-Type: multipart/mixed; boundary=B\n\n--B\n\na\n--B\n\nb\n--B--\n", limits: Limits(parts: 3))
        #expect(message.parts.count == 3)
        #expect(message.defects == [])
    }

    @Test(arguments: [0, -1, Int.min])
    func withoutAnyPartAllowedTheMailIsOpaque(parts: Int) {
        let message = mail("Subject: a\n\nb", limits: Limits(parts: parts))
        #expect(message.shape == ["1 application/octet-stream"])
        #expect(message.root.rawBody == message.bytes)
        #expect(message.codes == [.partLimitExceeded])
    }

    @Test func theRestBehindAnEncodedMessageThatMeetsThePartLimitIsKept() {
        let part = "--B\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoK\n"
        let message = mail("Content-Type: multipart/mixed; boundary=B\n\n\(part)\(part)--B--\n", limits: Limits(parts: 2))
        #expect(message.shape == ["1 multipart/mixed", "1.1 message/rfc822", "1.1.1 application/octet-stream"])
        #expect(message.structureDefects.map(\.code) == [.encodedMessage, .partLimitExceeded])
        #expect(message.body("1.1") == "Subject: a\n\n")
        #expect(message.body("1.1.1") == "Subject: a\n\n")
    }

    @Test func encodedMessagesStayUnreadOnceThePartLimitIsMet() {
        let part = "--B\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQoK\n"
        let message = mail("Content-Type: multipart/mixed; boundary=B\n\n--B\n\na\n\(part)--B--\n", limits: Limits(parts: 1))
        #expect(message.shape == ["1 multipart/mixed", "1.1 application/octet-stream"])
        #expect(message.structureDefects.map(\.code) == [.partLimitExceeded])
    }

    @Test func fieldsBeyondTheHeaderSizeAreNotSplitButTheBodyIsFound() {
        let message = mail("Subject: a\nTo: b@example.com\nX: y\n\nbody", limits: Limits(headerBytes: 30))
        #expect(message.root.headers.map(\.name) == ["Subject", "To"])
        #expect(message.body("1") == "body")
        #expect(message.codes == [.headerLimitExceeded])
    }

    @Test func fieldsBeyondTheirNumberAreNotSplit() {
        let message = mail("A: 1\nB: 2\nC: 3\nno colon\n\nbody", limits: Limits(headerFields: 2))
        #expect(message.root.headers.map(\.name) == ["A", "B"])
        #expect(message.body("1") == "body")
        #expect(message.codes == [.headerLimitExceeded])
    }

    @Test func theHeaderLimitCountsPerBlock() {
        let message = Message(
            crlf("Content-Type: multipart/mixed; boundary=B\n\n--B\nA: 1\n\na\n--B\nB: 2\n\nb\n--B--\n"), limits: Limits(headerFields: 1))
        #expect(message.parts.map { $0.headers.map(\.name) } == [["Content-Type"], ["A"], ["B"]])
        #expect(message.defects == [])
    }
}
