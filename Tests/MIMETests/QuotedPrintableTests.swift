import MIME
import Testing

/// RFC 2045 section 6.7.
@Suite struct QuotedPrintableTests {
    private func decode(_ body: String) -> (text: String, codes: Set<Defect.Code>) {
        let message = mail("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n")
        let whole = Message(message.bytes + Array(body.utf8))
        return (string(whole.root.decodedBody), whole.codes)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("a=3Db", "a=b"), ("=C3=BC", "ü"), ("=c3=bc", "ü"), ("a=\r\nb", "ab"), ("a=\nb", "ab"), ("a=", "a"),
        ("a\r\nb\n", "a\r\nb\n"), ("a=20\r\nb", "a \r\nb"), ("a =\r\nb", "a b"), ("a\tb", "a\tb"), ("=\r\n=\r\na", "a"),
        ("=0D=0Aa", "\r\na"),
    ])
    func validTextIsDecodedWithoutADefect(body: String, expected: String) {
        let result = decode(body)
        #expect(result.text == expected)
        #expect(result.codes == [])
    }

    @Test(arguments: [
        ("a \r\nb", "a\r\nb"), ("a \t \nb", "a\nb"), ("a= \t\r\nb", "ab"), ("a=  \nb", "ab"), ("a ", "a"), ("=20 \r\n", " \r\n"),
        (" \r\n\r\n", "\r\n\r\n"), ("a=  ", "a"), ("d=  \r\nx", "dx"),
    ])
    func whiteSpaceAtTheEndOfALineGoes(body: String, expected: String) {
        let result = decode(body)
        #expect(result.text == expected)
        #expect(result.codes == [.quotedPrintableTrailingSpace])
    }

    @Test(arguments: ["a=ZZb", "=4", "==41", "=4G", "a= b", "=G1", "a=\u{FC}"])
    func anInvalidEscapeStaysAsItIs(body: String) {
        let result = decode(body)
        #expect(result.text == (body == "==41" ? "=A" : body))
        #expect(result.codes == [.quotedPrintableInvalidEscape])
    }

    @Test func aBareCarriageReturnIsNoLineEnd() {
        let result = decode("a \rb=\rc")
        #expect(result.text == "a \rb=\rc")
        #expect(result.codes == [.bareCarriageReturn, .quotedPrintableInvalidEscape])
    }
}
