import MIME
import Testing

/// RFC 2046 section 5.2.1: messages inside messages, also those in a transfer encoding.
@Suite struct EmbeddedMessageTests {
    private static let header = "Content-Type: message/rfc822\n"

    @Test(arguments: ["message/rfc822", "MESSAGE/Global"])
    func anEmbeddedMessageIsTheOnlyChildOfItsPart(type: String) {
        let message = multipart("--B\nContent-Type: \(type)\n\nSubject: inner\n\ntext\n--B\n\nb\n--B--\n")
        #expect(message.parts.map(\.path) == ["1", "1.1", "1.1.1", "1.2"])
        #expect(message.part("1.1.1")?.header("subject")?.value == "inner")
        #expect(message.body("1.1.1") == "text")
        #expect(message.part("1.1")?.within == nil)
        #expect(message.part("1.1.1")?.within == nil)
        #expect(message.part("1.1.1")?.parent?.path == "1.1")
        #expect(message.defects == [])
    }

    @Test func otherMessageTypesAreLeaves() {
        let message = mail("Content-Type: message/delivery-status\n\nReporting-MTA: dns; x.test\n\n")
        #expect(message.shape == ["1 message/delivery-status"])
    }

    @Test func anEmbeddedMultipartEndsAtTheOuterDelimiter() {
        let message = multipart(
            "--B\n\(Self.header)\nContent-Type: multipart/mixed; boundary=I\n\n--I\n\na\n--B\n\nb\n--B--\n")
        #expect(message.parts.map(\.path) == ["1", "1.1", "1.1.1", "1.1.1.1", "1.2"])
        #expect(message.structureDefects.map(\.path) == ["1.1.1"])
        #expect(message.structureDefects.map(\.code) == [.missingClose])
    }

    @Test(arguments: [
        ("base64", "U3ViamVjdDogYQoKYj0K\r\n"), ("quoted-printable", "Subject: a\n\nb=3D\n"),
    ])
    func anEncodedMessageIsDecodedAndRead(encoding: String, body: String) throws {
        let message = Message(
            Array("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n\(body)".utf8))
        let inner = try #require(message.part("1.1"))
        #expect(inner.header("subject")?.value == "a")
        #expect(string(inner.rawBody) == "b=\n")
        #expect(inner.within?.path == "1")
        #expect(inner.headerRange == 0..<11)
        #expect(inner.bodyRange == 12..<15)
        #expect(message.root.decodedBody == Array("Subject: a\n\nb=\n".utf8))
        #expect(message.codes == [.encodedMessage])
    }

    @Test func damageInTheEncodingOfAMessageIsNoted() {
        let message = mail(Self.header + "Content-Transfer-Encoding: base64\n\nU3Vi*amVjdDogYQoKYg=\n")
        #expect(message.part("1.1")?.header("subject")?.value == "a")
        #expect(message.defects.map(\.code) == [.encodedMessage, .base64InvalidCharacter])
        #expect(message.defects.map(\.path) == ["1", "1"])
    }

    @Test func encodedMessagesNest() throws {
        // message/rfc822 in base64 that holds a message/rfc822 in quoted-printable.
        let inner = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: deep=3D\n\nx\n"
        let message = mail(Self.header + "Content-Transfer-Encoding: base64\n\n\(base64(inner))\n")
        #expect(message.shape == ["1 message/rfc822", "1.1 message/rfc822", "1.1.1 text/plain"])
        let deepest = try #require(message.part("1.1.1"))
        #expect(deepest.header("subject")?.value == "deep=")
        #expect(deepest.within?.path == "1.1")
        #expect(deepest.parent?.within?.path == "1")
        #expect(message.structureDefects.map(\.path) == ["1", "1.1"])
    }

    @Test func anUnknownEncodingOfAMessageLeavesItUnread() {
        let message = mail(Self.header + "Content-Transfer-Encoding: x-gzip\n\nSubject: a\n\n")
        #expect(message.shape == ["1 message/rfc822"])
        #expect(message.codes == [.unknownTransferEncoding])
    }

    @Test func encodedMessagesOverTheLimitStayUnread() {
        let text = multipart(
            "--B\n\(Self.header)Content-Transfer-Encoding: base64\n\n\(base64("Subject: a\n\n"))\n"
                + "--B\n\(Self.header)Content-Transfer-Encoding: base64\n\n\(base64("Subject: b\n\n"))\n--B--\n")
        let message = Message(text.bytes, limits: Limits(embeddedBytes: 16))
        #expect(message.parts.map(\.path) == ["1", "1.1", "1.1.1", "1.2"])
        #expect(message.structureDefects.map(\.code) == [.embeddedLimitExceeded, .encodedMessage].reversed())
        #expect(message.body("1.2") == "Subject: b\n\n")
    }

    /// Base64 of text, which is filled up with LF to a multiple of three bytes.
    private func base64(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes = Array(text.utf8)
        while bytes.count % 3 != 0 { bytes.append(0x0A) }
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let value = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            for shift in [18, 12, 6, 0] { result.append(digits[value >> shift & 63]) }
        }
        return string(result)
    }
}
