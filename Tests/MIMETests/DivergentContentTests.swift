import MIME
import Testing

/// Fields and bodies that mail programs are known to read in different ways, as `DivergenceTests` has structures.
@Suite struct DivergentContentTests {
    @Test(arguments: [
        ("(a) base64 (b)", "SGVsbG8=", "Hello", Defect.Code.transferEncodingComment),
        ("base64", "SGVs*bG8h!!", "Hello!", .base64InvalidCharacter),
        ("base64", "SGVsbG8=V29ybGQ=", "HelloWorld", .base64DataAfterPadding),
        ("base64", "SGVsbG8hQ", "Hello!", .base64PartialQuantum),
        ("quoted-printable", "=64=  \r\ne", "de", .quotedPrintableTrailingSpace),
        ("quoted-printable", "a=ZZb=4", "a=ZZb=4", .quotedPrintableInvalidEscape),
    ])
    func aBodyIsDecodedAsFarAsItMakesSense(encoding: String, body: String, decoded: String, code: Defect.Code) {
        let message = mail(encoding: encoding, body: body)
        #expect(message.body("1") == decoded)
        #expect(message.codes == [code])
    }

    @Test func hexadecimalDigitsMayBeInLowerCase() {
        let message = mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=c3=bc")
        #expect(message.root.text == "ü")
        #expect(message.codes == [])
    }

    @Test func aCharacterMayBeCutBetweenEncodedWords() {
        let message = mail("Subject", "=?utf-8?B?5pel5pw=?= =?utf-8?B?rA==?=")
        #expect(message.subject == "日本")
        #expect(message.codes == [])
    }

    @Test func anEncodedWordWithoutSpaceAroundItGetsNone() {
        let message = mail("Subject", "a=?utf-8?Q?b?=c")
        #expect(message.subject == "abc")
        #expect(message.codes == [.encodedWordNotSeparated])
    }

    @Test func rawBytesOfAHeaderAreUTF8OrElseWindows1252() {
        let latin = Message(Array("Subject: Gr".utf8) + [0xFC, 0xDF] + Array("e\r\n\r\n".utf8))
        #expect(latin.subject == "Grüße")
        #expect(latin.root.header("subject")?.rawValue.contains(0xFC) == true)
        #expect(latin.codes == [.rawEightBitHeader])
        #expect(mail("Subject", "Grüße").subject == "Grüße")
        #expect(mail("Subject", "Grüße").codes == [])
    }

    @Test func sectionsOfAParameterMayBeInAnyOrder() {
        let message = mail("Content-Disposition", "attachment; filename*1*=%BC.txt; filename*0*=utf-8''a%C3")
        #expect(message.root.filename == "aü.txt")
        #expect(message.codes == [])
    }

    @Test func theExtendedFormOfAParameterCounts() {
        let message = mail("Content-Disposition", "attachment; filename=plain.txt; filename*=utf-8''%C3%BC.txt")
        #expect(message.root.filename == "ü.txt")
        #expect(message.codes == [.parameterInBothForms])
    }

    private static let texts: [(charset: String, body: [UInt8], text: String, codes: Set<Defect.Code>)] = [
        ("us-ascii", [0x93, 0x61, 0x94], "“a”", [.undeclaredEightBit]),
        ("x-none", [0x93, 0x61], "“a", [.unknownCharset]),
        ("x-none", [0xC3, 0xBC], "ü", [.unknownCharset]),
        ("utf-8", [0x61, 0xFC, 0x62], "a\u{FFFD}b", [.invalidCharsetBytes]),
        ("gb2312", [0x95, 0x32, 0x82, 0x36, 0x81, 0x40], "\u{20000}丂", []),
        ("utf-7", Array("Hi +AOQ-".utf8), "Hi ä", []),
    ]

    @Test(arguments: texts)
    func textIsNeverLost(charset: String, body: [UInt8], text: String, codes: Set<Defect.Code>) {
        let message = Message(Array("Content-Type: text/plain; charset=\(charset)\r\n\r\n".utf8) + body)
        #expect(message.root.text == text)
        #expect(message.codes == codes)
    }
}
