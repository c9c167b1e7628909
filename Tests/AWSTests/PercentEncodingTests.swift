import AWS
import Mail
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("aZ09-._~", "aZ09-._~"), (" ", "%20"), ("+", "%2B"), ("/", "%2F"), ("*", "%2A"), ("\u{FC}", "%C3%BC"), ("%41", "%2541"),
        ("\u{0}\u{7F}", "%00%7F"),
    ])
    func `Everything but the unreserved characters is encoded`(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
        #expect(PercentEncoding.decode(encoded) == text)
    }

    @Test func `A path keeps its slashes`() {
        #expect(PercentEncoding.encodePath("/a b//c%/\u{FC}") == "/a%20b//c%25/%C3%BC")
    }

    @Test(arguments: ["%", "%4", "%zz", "%+5", "%-1", "a%", "% 5", "%5%", "%%"])
    func `A percent sign without two digits stays`(_ text: String) {
        #expect(PercentEncoding.decode(text) == text)
    }

    @Test func `Small digits are digits`() {
        #expect(PercentEncoding.decode("%c3%bc%4a") == "\u{FC}J")
    }

    @Test func `A plus is a space in a form alone`() {
        #expect(PercentEncoding.decodeForm("a+b%2Bc") == "a b+c")
        #expect(PercentEncoding.decode("a+b") == "a+b")
        // A plus and an accent are one character, and two bytes or more.
        #expect(PercentEncoding.decodeForm("+\u{301}") == " \u{301}")
    }

    @Test func `What was encoded is decoded`() {
        var random = Seeded(2)
        for _ in 0..<2000 {
            let text = random.text(12)
            let encoded = PercentEncoding.encode(text)
            #expect(Array(PercentEncoding.decode(encoded).utf8) == Array(text.utf8))
            #expect(Array(PercentEncoding.decodeForm(encoded).utf8) == Array(text.utf8))
            #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(PercentEncoding.encodePath(text).split(separator: "/").count == text.utf8.split(separator: UInt8(ascii: "/")).count)
            _ = PercentEncoding.decode(text)
        }
    }
}
