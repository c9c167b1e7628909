import Mail
import Testing

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain ünïcödé 日本", "plain ünïcödé 日本"),
        ("a\tb\r\nc", "a b\\r\\nc"),
        ("\u{1B}[31mred\u{7}", "\\u{1b}[31mred\\u{7}"),
        ("\u{202E}evil\u{200B}", "\\u{202e}evil\\u{200b}"),
        ("\0\u{7F}\u{85}", "\\u{0}\\u{7f}\\u{85}"),
    ])
    func nothingReachesTheTerminalThatItWouldAct(on text: String, shown: String) {
        #expect(PrintableText.line(text) == shown)
    }

    @Test func longTextIsCut() {
        #expect(PrintableText.line("abcdef", limit: 3) == "abc…")
        #expect(PrintableText.line("abc", limit: 3) == "abc")
    }
}
