import MIME
import Testing

/// RFC 2047: encoded-words in unstructured fields.
@Suite struct EncodedWordTests {
    @Test(arguments: [
        ("=?utf-8?Q?Gr=C3=BCn?=", "Grün"), ("=?UTF-8?q?a_b=20c?=", "a b c"), ("=?utf-8?B?R3LDvG4=?=", "Grün"),
        ("=?iso-8859-1?Q?Gr=FCn?=", "Grün"),
        ("=?windows-1252?Q?=80?=", "€"), ("=?us-ascii?Q?a?=", "a"), ("=?utf-8*de?Q?a?=", "a"), ("x =?utf-8?Q?a?= y", "x a y"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"), ("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"), ("=?utf-8?Q?a?= x =?utf-8?Q?b?=", "a x b"),
        ("=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", "aü"), ("=?utf-8?Q?=3F=3D?=", "?="), ("=?utf-8?Q??=", ""), ("(=?utf-8?Q?a?=)", "(a)"),
        ("=?utf-8?Q?a?= =?utf-8?B?Yg==?=", "ab"),
    ])
    func aWordIsDecoded(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: [
        "=?utf-8?Q?a", "=?utf-8?X?a?=", "=?utf-8?Q", "=??Q?a?=", "=?", "=?=", "?=", "= ?utf-8?Q?a?=", "=?utf-8?Q?a?", "=?utf 8?Q?a?=",
        "=?utf-8??Q?=",
    ])
    func whatIsNoWordStays(value: String) {
        let message = mail("Subject", value)
        #expect(message.subject == value)
        #expect(message.defects == [])
    }

    @Test(arguments: [
        ("=?utf-8?B?5pc=?= =?utf-8?B?pQ==?=", "日"), ("=?utf-8?Q?=E6=97?=\r\n =?UTF-8?Q?=A5?=", "日"),
        ("=?utf-8?Q?=E6?= =?utf-8?B?l6U=?=", "日"),
    ])
    func aCharacterCutBetweenTwoWordsIsWhole(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.defects == [])
    }

    @Test(arguments: [
        ("a=?utf-8?Q?b?=c", "abc"), ("=?utf-8?Q?a?=b", "ab"), ("a=?utf-8?Q?b?=", "ab"), ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        ("[=?utf-8?Q?a?=]", "[a]"),
    ])
    func aWordWithoutSpaceAroundItIsDecodedAndNoneInvented(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.codes == [.encodedWordNotSeparated])
    }

    @Test(arguments: [("=?utf-8?Q?a b?=", "a b"), ("=?utf-8?B?YW Jj?=", "abc"), ("=?utf-8?Q?a\r\n b?=", "a b")])
    func whiteSpaceInsideAWordIsTolerated(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.codes == [.encodedWordWithSpace])
    }

    @Test(arguments: [("=?utf-8?Q?a=ZZ?=", "a=ZZ"), ("=?utf-8?Q?a=?=", "a="), ("=?utf-8?B?YW*Jj?=", "abc"), ("=?utf-8?B?YWJjQ?=", "abc")])
    func damagedTextIsReadAsFarAsItGoes(value: String, expected: String) {
        let message = mail("Subject", value)
        #expect(message.subject == expected)
        #expect(message.codes == [.invalidEncodedWord])
    }

    @Test func anUnknownCharsetIsReadAsUTF8OrWindows1252() {
        let utf8 = mail("Subject", "=?x-none?Q?=C3=BC?=")
        #expect(utf8.subject == "ü")
        #expect(utf8.codes == [.unknownCharset])
        let other = mail("Subject", "=?x-none?Q?=FC?=")
        #expect(other.subject == "ü")
        #expect(other.codes == [.unknownCharset])
    }

    @Test func rawBytesInAHeaderAreUTF8OrElseWindows1252() {
        let utf8 = mail("Subject", "Grün")
        #expect(utf8.subject == "Grün")
        #expect(utf8.defects == [])
        let latin = Message(Array("Subject: Gr".utf8) + [0xFC, 0x80] + Array("n\r\n\r\n".utf8))
        #expect(latin.subject == "Grü€n")
        #expect(latin.codes == [.rawEightBitHeader])
        #expect(latin.root.headers.first?.rawValue == [0x20, 0x47, 0x72, 0xFC, 0x80, 0x6E])
    }
}
