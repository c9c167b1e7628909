import Mail
import Testing

@Suite("Short addresses")
struct ShortAddressTests {
    @Test(
        "The first character and the domain are left",
        arguments: [
            ("jane.doe@example.com", "j…@example.com"), ("j@example.com", "j…@example.com"), ("ünal@example.com", "ü…@example.com"),
            (#""a@b"@example.com"#, "\"…@example.com"), ("@example.com", "…@example.com"), ("jane", "j…"), ("", "…"), ("@", "…@"),
            ("jane@", "j…@"),
        ])
    func shortened(_ address: String, _ short: String) {
        #expect(ShortAddress(address).description == short)
    }

    @Test("Characters that are not seen are left out: no line of a log can be forged")
    func invisible() {
        let text = ShortAddress("\njane@exa\r\nm\u{0}p\u{1B}[31m\u{7F}\u{85}\u{2028}\u{202E}le.com").description
        #expect(text == "…@examp[31mle.com")
        #expect(ShortAddress("a@b c").description == "a…@b c")
    }

    @Test("The result is short, whatever comes in")
    func length() {
        let long = String(repeating: "x", count: 100_000)
        let marks = String(repeating: "\u{301}", count: 100_000)
        for address in [long, "a@" + long, "e" + marks, "e\(marks)@e\(marks)", marks] {
            #expect(ShortAddress(address).description.unicodeScalars.count <= 82)
        }
    }
}
