import MIME
import Testing

/// Charsets of bodies, after the labels of the WHATWG Encoding Standard.
@Suite struct CharsetTests {
    private func message(_ charset: String?, _ body: [UInt8]) -> Message {
        let parameter = charset.map { "; charset=\($0)" } ?? ""
        return Message(Array("Content-Type: text/plain\(parameter)\r\n\r\n".utf8) + body)
    }

    @Test(arguments: ["utf-8", "UTF-8", "\"utf-8\"", "utf8", "unicode-1-1-utf-8", "\" utf-8 \""])
    func utf8IsUTF8(label: String) {
        let result = message(label, Array("日本 ü".utf8))
        #expect(result.root.text == "日本 ü")
        #expect(result.defects == [])
    }

    @Test(arguments: ["iso-8859-1", "\"ISO_8859-1:1987\"", "latin1", "l1", "windows-1252", "cp1252", "x-cp1252", "ibm819"])
    func latin1IsWindows1252(label: String) {
        let result = message(label, [0x80, 0xE9, 0x93, 0xFF, 0x81])
        #expect(result.root.text == "€é“ÿ\u{81}")
        #expect(result.defects == [])
    }

    @Test(arguments: ["us-ascii", "ascii", "ANSI_X3.4-1968"])
    func asciiWithEightBitsIsWindows1252(label: String) {
        let result = message(label, [0x93, 0x61, 0x94])
        #expect(result.root.text == "“a”")
        #expect(result.codes == [.undeclaredEightBit])
        #expect(message(label, [0x61]).defects == [])
    }

    @Test func invalidUTF8BecomesReplacementCharacters() {
        let result = message("utf-8", [0x61, 0xFF, 0x62])
        #expect(result.root.text == "a\u{FFFD}b")
        #expect(result.codes == [.invalidCharsetBytes])
        #expect(result.root.decodedBody == [0x61, 0xFF, 0x62])
    }

    @Test func aByteOrderMarkIsNoText() {
        #expect(message("utf-8", [0xEF, 0xBB, 0xBF, 0x61]).root.text == "a")
    }

    @Test func withoutALabelUTF8IsTriedFirst() {
        let utf8 = message(nil, Array("ü".utf8))
        #expect(utf8.root.text == "ü")
        #expect(utf8.codes == [.undeclaredEightBit])
        let latin = message(nil, [0xFC])
        #expect(latin.root.text == "ü")
        #expect(latin.codes == [.undeclaredEightBit])
        #expect(message(nil, [0x61]).defects == [])
    }

    @Test(arguments: ["x-unknown", "unknown-8bit", "default", "none", "binary", "iso-2022-cn", "\"\u{E9}\"", "---"])
    func anUnknownLabelNeverFails(label: String) {
        #expect(message(label, [0x61]).root.text == "a")
        #expect(message(label, [0x61]).codes == [.unknownCharset])
        #expect(message(label, Array("ü".utf8)).root.text == "ü")
        #expect(message(label, [0xFC]).root.text == "ü")
        #expect(message(label, [0xFC]).codes == [.unknownCharset])
    }

    @Test func theCharsetOfWhatIsNoTextDoesNotMatter() {
        let result = Message(Array("Content-Type: image/png; charset=x-none\r\n\r\n".utf8) + [0xFF])
        #expect(result.defects == [])
        #expect(result.root.decodedBody == [0xFF])
    }
}
