import MIME
import Testing

/// In-Reply-To and References (RFC 5322 section 3.6.4, obsolete forms of section 4.5.4).
@Suite struct MessageIDTests {
    @Test(arguments: [
        ("<1@a>", ["1@a"]), ("<1@a> <2@b>", ["1@a", "2@b"]), ("<1@a><2@b>", ["1@a", "2@b"]), ("<1@a>,\r\n <2@b>", ["1@a", "2@b"]),
        ("<1@a>\r\n\t<2@b>\r\n\t<3@c>", ["1@a", "2@b", "3@c"]), ("<long-\r\n identifier@a> <2@b>", ["long-identifier@a", "2@b"]),
        ("(x <0@z>) <1@a> (y) <2@b>", ["1@a", "2@b"]), ("Your message of \"Sat, 21 Nov <x@y>\" <1@a>", ["1@a"]),
        ("message <1@a> from joan@example.com of Monday", ["1@a"]), ("< 1@a >", ["1@a"]), ("<1>", ["1"]), ("", []), ("<>", []),
        ("Your letter of Monday", []), ("<\"a b\"@c>", ["\"ab\"@c"]), ("<ü@a>", ["ü@a"]),
    ])
    func aListIsRead(value: String, expected: [String]) {
        let message = mail("References", value)
        #expect(message.references == expected)
        #expect(message.defects == [])
        #expect(mail("In-Reply-To", value).inReplyTo == expected)
    }

    @Test(arguments: [
        ("1@a", ["1@a"]), ("1@a 2@b", ["1@a", "2@b"]), ("1@a,2@b; 3@c", ["1@a", "2@b", "3@c"]), ("<1@a <2@b>", ["1@a", "2@b"]),
        ("<1@a", ["1@a"]), ("<1@a>, <2@b", ["1@a", "2@b"]), ("<1@a, <2@b>", ["1@a", "2@b"]), ("1@a>", ["1@a"]),
    ])
    func missingBracketsAreNoted(value: String, expected: [String]) {
        let message = mail("References", value)
        #expect(message.references == expected)
        #expect(message.codes == [.invalidMessageID])
    }
}
