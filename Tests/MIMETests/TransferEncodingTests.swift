import MIME
import Testing

/// RFC 2045 section 6: the field, and what an unknown encoding does.
@Suite struct TransferEncodingTests {
    @Test(arguments: [
        ("7bit", TransferEncoding.sevenBit), ("8BIT", .eightBit), ("binary", .binary), ("Base64", .base64),
        ("QUOTED-PRINTABLE", .quotedPrintable), ("base64;", .base64), ("\"base64\"", .base64), ("", .sevenBit), ("7-bit", .sevenBit),
    ])
    func namesHaveNoLetterCase(value: String, expected: TransferEncoding) {
        let message = mail("Content-Transfer-Encoding", value)
        #expect(message.root.transferEncoding == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: ["(a) base64 (b)", "(a)base64", "base64(b)", "base64 (b (c))", "\r\n (a)\r\n base64"])
    func commentsDoNotCount(value: String) {
        let message = Message(Array("Content-Transfer-Encoding: \(value)\r\n\r\nYQ==".utf8))
        #expect(message.root.transferEncoding == .base64)
        #expect(message.body("1") == "a")
        #expect(message.codes == [.transferEncodingComment])
    }

    @Test(arguments: [("x-uuencode", "x-uuencode"), ("base-64", "base-64"), ("X-GZIP", "x-gzip")])
    func anUnknownEncodingLeavesTheBody(value: String, name: String) {
        let message = mail(encoding: value, body: "YQ==")
        #expect(message.root.transferEncoding == .unknown(name))
        #expect(message.root.transferEncoding.name == name)
        #expect(message.body("1") == "YQ==")
        #expect(message.codes == [.unknownTransferEncoding])
    }

    @Test func withoutAFieldItIsSevenBit() {
        #expect(mail("Subject", "a").root.transferEncoding == .sevenBit)
        #expect(
            [TransferEncoding.sevenBit, .eightBit, .binary, .base64, .quotedPrintable].map(\.name) == [
                "7bit", "8bit", "binary", "base64", "quoted-printable",
            ])
    }
}
