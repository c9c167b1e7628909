import MIME
import Testing

/// Labels: those of the Encoding Standard, in all spellings, and those that only mail has.
@Suite struct CharsetLabelTests {
    static let labels: [(Charset, [String])] = [
        (
            .utf8,
            ["utf-8", "UTF-8", "utf8", "UTF_8", "utf8mb4", "utf-8;", "'utf-8'", "\"utf-8\"", " utf-8\t", "utf-8;format=flowed", "x-utf-8"]
        ),
        (.ascii, ["us-ascii", "ASCII", "ansi_x3.4-1968", "ansi_x3.110-1983", "iso-ir-6", "646"]),
        (
            .singleByte(.windows1252),
            ["iso-8859-1", "ISO8859_1", "iso_8859-1:1987", "latin1", "Latin-1", "cp1252", "windows1252", "x-cp1252", "win-1252", "8859-1"]
        ),
        (.singleByte(.windows1251), ["cp1251", "windows-1251", "CP-1251", "win1251", "x-windows-1251"]),
        (.singleByte(.windows1254), ["iso-8859-9", "latin5", "windows-1254"]),
        (.singleByte(.iso8859_15), ["iso-8859-15", "iso8859_15", "latin-9", "latin9", "l9"]),
        (.singleByte(.iso8859_16), ["iso-8859-16", "latin10"]),
        (.singleByte(.windows874), ["tis-620", "iso-8859-11", "cp874"]),
        (.singleByte(.iso8859_8), ["iso-8859-8", "iso-8859-8-i", "visual", "logical"]),
        (.singleByte(.ibm437), ["cp437", "ibm437", "437"]),
        (.singleByte(.ibm850), ["cp850"]),
        (.singleByte(.userDefined), ["x-user-defined"]),
        (.gb18030, ["gb2312", "gbk", "x-gbk", "gb18030", "cp936", "MS936", "euc-cn", "chinese", "gb_2312-80", "eucgb2312_cn"]),
        (.big5, ["big5", "big-5", "cp950", "big5-eten", "big5-hkscs", "x-x-big5", "big5_tw"]),
        (.eucKR, ["euc-kr", "ks_c_5601-1987", "KS_C_5601-1989", "ksc5601", "cp949", "ms949", "uhc", "x-windows-949", "windows-949"]),
        (.shiftJIS, ["shift_jis", "shift-jis", "sjis", "x-sjis", "cp932", "ms932", "windows-31j"]),
        (.eucJP, ["euc-jp", "x-euc-jp", "ujis"]),
        (.iso2022JP, ["iso-2022-jp", "_iso-2022-jp$esc", "_iso-2022-jp$sio", "iso-2022-jp-1", "cp50220"]),
        (.iso2022KR, ["iso-2022-kr", "csiso2022kr"]),
        (.hz, ["hz-gb-2312", "hz"]),
        (.utf16LE, ["utf-16", "utf-16le", "ucs-2", "unicode"]),
        (.utf16BE, ["utf-16be", "unicodefffe"]),
        (.utf32, ["utf-32", "ucs-4", "utf-32be"]),
        (.utf32LE, ["utf-32le"]),
        (.utf7, ["utf-7", "unicode-1-1-utf-7", "csunicode11utf7"]),
        (.replacement, ["replacement"]),
    ]

    @Test(arguments: labels)
    func aLabelIsItsCharset(charset: Charset, labels: [String]) {
        for label in labels { #expect(Charset(label: label) == charset, "\(label)") }
    }

    @Test(arguments: [
        "", " ", "-", "x", "x-", "unknown", "x-unknown", "unknown-8bit", "default", "none", "binary", "8bit", "iso-2022-cn",
        "iso-2022-cn-ext", "iso-8859-12", "windows", "utf", "utf-81", "utf-8é", "1", ";utf-8 or so",
        String(repeating: "a", count: 100_000),
    ])
    func whatSaysNothingIsNoCharset(label: String) {
        #expect(Charset(label: label) == nil)
    }

    @Test func aLabelIsNeverReadFurtherThanItCanGo() {
        #expect(Charset(label: "utf-8" + String(repeating: "-", count: 1000)) == .utf8)
        var log = DefectLog()
        // One character with many accents.
        _ = Charset.decode([0x61], label: "x" + String(repeating: "\u{301}", count: 5000), &log)
        #expect(log.entries.map(\.code) == [.unknownCharset])
        #expect(log.entries.allSatisfy { $0.detail.unicodeScalars.count < 100 })
    }

    // MARK: Byte order marks

    @Test func aByteOrderMarkCountsMoreThanTheLabel() {
        #expect(DecodedText([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], as: "iso-8859-1") == DecodedText("é", .byteOrderMarkCharset))
        #expect(DecodedText([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], as: "us-ascii") == DecodedText("é", .byteOrderMarkCharset))
        #expect(DecodedText([0xFF, 0xFE, 0x41, 0x00], as: "utf-8") == DecodedText("A", .byteOrderMarkCharset))
        #expect(DecodedText([0xFE, 0xFF, 0x00, 0x41], as: "gb2312") == DecodedText("A", .byteOrderMarkCharset))
        #expect(DecodedText([0xFF, 0xFE, 0x41, 0x00], as: "utf-16be") == DecodedText("A", .byteOrderMarkCharset))
        #expect(DecodedText([0xFE, 0xFF, 0x00, 0x41], as: nil) == DecodedText("A", .undeclaredEightBit))
        #expect(DecodedText([0xEF, 0xBB, 0xBF, 0x41], as: "x-unknown") == DecodedText("A", .unknownCharset))
    }

    @Test func aMarkThatBelongsToTheLabelIsNoText() {
        #expect(DecodedText([0xEF, 0xBB, 0xBF, 0x41], as: "utf-8") == DecodedText("A"))
        #expect(DecodedText([0xFF, 0xFE], as: "utf-16") == DecodedText(""))
        #expect(DecodedText([0xEF, 0xBB, 0xBF], as: "utf-8") == DecodedText(""))
        // Only the first one is a mark.
        #expect(DecodedText([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], as: "utf-8") == DecodedText("\u{FEFF}"))
        #expect(DecodedText([0xEF, 0xBB], as: "utf-8") == DecodedText("\u{FFFD}", .invalidCharsetBytes))
    }

    @Test func anInvalidTextIsNotedWithItsCharset() {
        var log = DefectLog()
        _ = Charset.decode([0xFF], label: "big5", &log)
        #expect(log.entries.map(\.detail) == ["bytes that are not Big5; read as U+FFFD"])
    }

    @Test func encodedWordsOfISO2022JPAreJoined() {
        #expect(mail("Subject", "=?ISO-2022-JP?B?GyRCRnwbKEI=?=\r\n =?ISO-2022-JP?B?GyRCS1wbKEI=?=").subject == "日本")
    }

    @Test func namesAndBodiesAreDecodedByTheirLabels() {
        #expect(mail("Subject", "=?gb2312?B?xOO6ww==?= =?koi8-r?Q?=F0=D2=C9?=").subject == "你好При")
        let body = Message(Array("Content-Type: text/plain; charset=Shift_JIS\r\n\r\n".utf8) + [0x93, 0xFA, 0x96, 0x7B])
        #expect(body.root.text == "日本")
        #expect(body.defects == [])
        let name = mail("Content-Disposition: attachment; filename*=euc-kr''%C7%D1%B1%DB.txt\n\n")
        #expect(name.root.filename == "한글.txt")
    }
}
