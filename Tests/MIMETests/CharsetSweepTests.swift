import MIME
import Testing

/// Every charset with every short input: it never traps, and what it gives is valid text.
@Suite struct CharsetSweepTests {
    static let labels =
        SingleByteCharset.allCases.map(\.rawValue) + [
            "utf-8", "us-ascii", "big5", "euc-kr", "gb18030", "shift_jis", "euc-jp", "iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "utf-16le",
            "utf-16be", "utf-32", "utf-32le", "utf-7", "replacement", "x-unknown",
        ]

    /// UTF-8 as the probe and the callers get it; both ways to ask have to agree.
    private func decode(_ bytes: [UInt8], _ label: String) -> [UInt8] {
        var log = DefectLog()
        var utf8: [UInt8] = [0x3E]
        Charset.appendUTF8(of: bytes.span, label: label, to: &utf8, &log)
        #expect(utf8.removeFirst() == 0x3E)
        return utf8
    }

    @Test(arguments: labels)
    func everyInputOfOneOrTwoBytesIsValidText(label: String) {
        #expect(Charset(label: label) != nil || label == "x-unknown")
        #expect(decode([], label) == [])
        var invalid: [UInt8] = []
        var different: [UInt8] = []
        for first in UInt8.min...UInt8.max {
            var log = DefectLog()
            var all: [UInt8] = []
            for second in UInt8.min...UInt8.max {
                Charset.appendUTF8(of: ([first, second] as [UInt8]).span, label: label, to: &all, &log)
            }
            let one = decode([first], label)
            if (try? UTF8Span(validating: all.span)) == nil || (try? UTF8Span(validating: one.span)) == nil { invalid.append(first) }
            if Array(DecodedText([first], as: label).text.utf8) != one { different.append(first) }
        }
        #expect(invalid == [])
        #expect(different == [])
    }

    /// Text cut anywhere is the text up to there, but for what the cut went through.
    @Test(arguments: CharsetDecoderTests.all.filter { !$0.isDamaged && $0.label != "utf-7" })
    func textCutAnywhereIsItsBeginning(_ sample: CharsetSample) {
        for length in 0..<sample.bytes.count {
            let cut = DecodedText(Array(sample.bytes[..<length]), as: sample.label).text.unicodeScalars
            let whole = Array(cut.prefix { $0 != "\u{FFFD}" })
            #expect(sample.text.unicodeScalars.starts(with: whole))
            #expect(cut.count - whole.count <= 3)
        }
    }

    @Test(arguments: labels)
    func appendingKeepsWhatIsThere(label: String) {
        var log = DefectLog()
        var utf8: [UInt8] = []
        let once = decode([0x41, 0xC4, 0xE3, 0x42], label)
        for _ in 0..<3 { Charset.appendUTF8(of: ([0x41, 0xC4, 0xE3, 0x42] as [UInt8]).span, label: label, to: &utf8, &log) }
        #expect(utf8 == once + once + once)
    }
}
