import MIME
import Testing

/// What each decoder makes of its bytes, and of bytes that it does not have.
@Suite struct CharsetDecoderTests {
    static let singleByte: [CharsetSample] = [
        CharsetSample("koi8-r", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
        CharsetSample("windows-1251", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x98], "Привет\u{98}"),
        CharsetSample("iso-8859-2", [0xB1, 0xE6, 0xEA], "ąćę"),
        CharsetSample("iso-8859-8-i", [0xF9, 0xEC, 0xA1], "של\u{FFFD}"),
        CharsetSample("windows-1255", [0xCA], "\u{5BA}"),
        CharsetSample("macintosh", [0xF0, 0xDB], "\u{F8FF}€"),
        CharsetSample("x-user-defined", [0x80, 0xFF, 0x41], "\u{F780}\u{F7FF}A"),
        CharsetSample("cp437", [0x81, 0xE1, 0xC9], "üß╔"),
        CharsetSample("cp858", [0xD5], "€"),
        CharsetSample("iso-8859-3", [0x41, 0xA5, 0x42, 0xBE, 0xC3, 0xD0, 0x41, 0xA1, 0xA1], "A\u{FFFD}B\u{FFFD}\u{FFFD}\u{FFFD}AĦĦ"),
    ]

    static let chinese: [CharsetSample] = [
        CharsetSample("gb2312", [0xC4, 0xE3, 0xBA, 0xC3], "你好"),
        CharsetSample("gbk", [0x80, 0xA3, 0xA0, 0xFE, 0x59], "€\u{3000}\u{9FB4}"),
        CharsetSample("gb18030", [0x81, 0x30, 0x81, 0x30, 0x90, 0x30, 0x81, 0x30, 0xE3, 0x32, 0x9A, 0x35], "\u{80}\u{10000}\u{10FFFF}"),
        CharsetSample("gb18030", [0x81, 0x35, 0xF4, 0x37, 0xA8, 0xBC], "\u{E7C7}ḿ"),
        // The gap behind the ranges, and what lies beyond Unicode.
        CharsetSample("gb18030", [0x84, 0x31, 0xA5, 0x30, 0xE3, 0x32, 0x9A, 0x36], "\u{FFFD}\u{FFFD}"),
        CharsetSample("gb18030", [0x84, 0x32, 0x81, 0x30], "\u{FFFD}"),
        // What breaks a code is read again; the end inside of one is one error.
        CharsetSample("gb18030", [0x81, 0x30, 0x81, 0x41], "\u{FFFD}0\u{4E04}"),
        CharsetSample("gb18030", [0x81, 0x30, 0x0A], "\u{FFFD}0\n"),
        CharsetSample("gb18030", [0x81, 0x3D, 0xFF, 0x81, 0xFF, 0x41], "\u{FFFD}=\u{FFFD}\u{FFFD}A"),
        CharsetSample("gb18030", [0x41, 0x81, 0x30, 0x81], "A\u{FFFD}"),
        CharsetSample("big5", [0xA7, 0x41, 0xA6, 0x6E], "你好"),
        CharsetSample("big5", [0x88, 0x62, 0x88, 0x64, 0x88, 0xA3, 0x88, 0xA5], "\u{CA}\u{304}\u{CA}\u{30C}\u{EA}\u{304}\u{EA}\u{30C}"),
        CharsetSample("big5-hkscs", [0x87, 0xDF, 0x87, 0x45], "\u{9FCB}\u{27267}"),
        CharsetSample(
            "big5", [0x80, 0x81, 0x40, 0xA7, 0x80, 0xFF, 0xA7, 0x0A, 0xA7], "\u{FFFD}\u{FFFD}@\u{FFFD}\u{FFFD}\u{FFFD}\n\u{FFFD}"),
        CharsetSample("hz-gb-2312", escaped: "a~~~{VPND~}b~\nc", "a~中文bc"),
        CharsetSample("hz-gb-2312", escaped: "~{VP\nND", "中\nND"),
        CharsetSample("hz-gb-2312", escaped: "~x~{V~}", "\u{FFFD}x筑\u{FFFD}"),
    ]

    static let japanese: [CharsetSample] = [
        CharsetSample("shift_jis", [0x93, 0xFA, 0x96, 0x7B, 0xB1, 0x80, 0x5C, 0xF0, 0x40, 0xFA, 0x40], "日本ｱ\u{80}\\\u{E000}ⅰ"),
        CharsetSample(
            "shift_jis", [0x93, 0x0A, 0x93, 0xFD, 0xA0, 0xFD, 0x85, 0x40, 0x93], "\u{FFFD}\n\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}@\u{FFFD}"),
        CharsetSample("euc-jp", [0xC6, 0xFC, 0x8E, 0xB1, 0x8F, 0xB0, 0xA1, 0xAD, 0xA1], "日ｱ丂①"),
        CharsetSample(
            "euc-jp", [0x8E, 0xE0, 0x8F, 0xB0, 0x41, 0xC6, 0x42, 0x80, 0x8F, 0xA1], "\u{FFFD}\u{FFFD}A\u{FFFD}B\u{FFFD}\u{FFFD}"),
        CharsetSample("iso-2022-jp", escaped: "a^$BF|K\\^(J\\~^(I1^(Bb", "a日本¥‾ｱb"),
        CharsetSample("iso-2022-jp", escaped: "^$B^(B^$@F|^$(D0!^(B", "日丂"),
        CharsetSample("iso-2022-jp", escaped: "^$BF^(Ba", "\u{FFFD}a"),
        CharsetSample("iso-2022-jp", escaped: "^$BF|\nK\\F", "日\u{FFFD}本\u{FFFD}"),
        CharsetSample("iso-2022-jp", escaped: "a^(Zb^", "a\u{FFFD}(Zb\u{FFFD}"),
        CharsetSample("iso-2022-jp", [0x41, 0x0E, 0x80, 0x1B, 0x24], "A\u{FFFD}\u{FFFD}\u{FFFD}$"),
    ]

    static let korean: [CharsetSample] = [
        CharsetSample("ks_c_5601-1987", [0xC7, 0xD1, 0xB1, 0xDB, 0x81, 0x41], "한글갂"),
        CharsetSample(
            "euc-kr", [0x80, 0xC7, 0x0A, 0xC8, 0x41, 0xC9, 0xA1, 0xFF, 0xC7], "\u{FFFD}\u{FFFD}\n\u{FFFD}A\u{FFFD}\u{FFFD}\u{FFFD}"),
        CharsetSample("iso-2022-kr", escaped: "^$)C\u{E}GQ\u{F}a\u{E}1[\nb", "한a글\nb"),
        CharsetSample("iso-2022-kr", [0x1B, 0x24, 0x0E, 0x47, 0x0F, 0xC7], "\u{FFFD}$\u{FFFD}\u{FFFD}"),
    ]

    static let unicode: [CharsetSample] = [
        CharsetSample("utf-8", [0x61, 0xE2, 0x82, 0x61, 0xED, 0xA0, 0x80, 0xF0, 0x9F, 0x98, 0x80], "a\u{FFFD}a\u{FFFD}\u{FFFD}\u{FFFD}😀"),
        CharsetSample("utf-16", [0x41, 0x00, 0x3D, 0xD8, 0x00, 0xDE], "A😀"),
        CharsetSample("utf-16", [0xFE, 0xFF, 0x00, 0x41, 0xD8, 0x3D, 0xDE, 0x00], "A😀"),
        CharsetSample("utf-16le", [0xFF, 0xFE, 0x41, 0x00], "A"),
        CharsetSample("utf-16be", [0xDC, 0x00, 0xD8, 0x00, 0x00, 0x41, 0xD8, 0x00, 0x41], "\u{FFFD}\u{FFFD}A\u{FFFD}"),
        CharsetSample("utf-16be", [0x00, 0x41, 0x00], "A\u{FFFD}"),
        CharsetSample("utf-32", [0x00, 0x01, 0xF6, 0x00], "😀"),
        CharsetSample("utf-32", [0xFF, 0xFE, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00], "A"),
        CharsetSample(
            "utf-32", [0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0xD8, 0x00, 0x00, 0x11, 0x00, 0x00, 0x41], "\u{FFFD}\u{FFFD}\u{FFFD}"),
        CharsetSample("utf-7", escaped: "Hi Mom -+Jjo--!", "Hi Mom -☺-!"),
        CharsetSample("utf-7", escaped: "A+ImIDkQ.+- +2D3eAA~", "A≢Α.+ 😀~"),
        CharsetSample("utf-7", escaped: "1 + 1+", "1 + 1+", isDamaged: true),
        CharsetSample("utf-7", escaped: "+2D0-a+3gA-b+2D0AYQ", "\u{FFFD}a\u{FFFD}b\u{FFFD}a"),
        // Half a character, and bits behind a whole one that are not zero.
        CharsetSample("utf-7", escaped: "+A-a+AGF-", "\u{FFFD}aa\u{FFFD}"),
        CharsetSample("utf-7", [0x61, 0xE9], "a\u{FFFD}"),
        CharsetSample("replacement", [0x61, 0x62], "\u{FFFD}"),
        CharsetSample("replacement", [], ""),
    ]

    static let all = singleByte + chinese + japanese + korean + unicode

    @Test(arguments: all)
    func bytesAreTheirText(_ sample: CharsetSample) {
        #expect(DecodedText(sample.bytes, as: sample.label) == sample.expected)
    }

    /// ASCII is copied in blocks of 8 and 32 bytes, and all is written in blocks of 8,192: no seam of them may show.
    @Test(arguments: ["windows-1252", "gb18030", "shift_jis", "euc-jp", "big5", "euc-kr", "utf-8"])
    func noSeamOfABlockShows(label: String) {
        let character = DecodedText([0xC4, 0xA1], as: label)
        #expect(character.text.unicodeScalars.count == (label == "windows-1252" || label == "shift_jis" ? 2 : 1))
        for length in Array(0...70) + [8159, 8160, 8185, 8189, 8190, 8191, 8192, 8193, 20_000] {
            let ascii = [UInt8](repeating: 0x61, count: length)
            let text = String(repeating: "a", count: length)
            // An error at the end keeps UTF-8 off its short way.
            let read = DecodedText(ascii + [0xC4, 0xA1] + ascii + [0xFF], as: label)
            let end = DecodedText([0xFF], as: label)
            #expect(read == DecodedText(text + character.text + text + end.text, end.codes))
        }
    }

    @Test func manyCharactersAreAllThere() {
        let bytes = Array(repeatElement([0xC4, 0xE3] as [UInt8], count: 30_000).joined())
        #expect(DecodedText(bytes, as: "gbk") == DecodedText(String(repeating: "你", count: 30_000)))
        let words = [UInt8](repeating: 0xE9, count: 30_001)
        #expect(DecodedText(words, as: "latin1") == DecodedText(String(repeating: "é", count: 30_001)))
    }
}

extension DecodedText {
    fileprivate init(_ text: String, _ codes: [Defect.Code]) {
        self.init(text)
        self.codes = codes
    }
}
