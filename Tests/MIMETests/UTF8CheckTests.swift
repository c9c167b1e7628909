import MIME
import Testing

@Suite("Whether bytes are UTF-8")
struct UTF8CheckTests {
    /// One byte on each side of every border that RFC 3629 section 4 draws.
    private static let borders: [UInt8] = [
        0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
        0xF5, 0xFF,
    ]

    private func isValid(_ bytes: [UInt8]) -> Bool {
        var log = DefectLog()
        _ = Charset.decode(bytes, label: "utf-8", &log)
        return !log.contains(.invalidCharsetBytes)
    }

    /// The standard library decides.
    private func differences(_ sequence: [UInt8], _ filling: [UInt8], counts: [Int]) -> [String] {
        counts.flatMap { before in
            counts.compactMap { behind in
                // A letter first, so that nothing is taken for a byte order mark.
                var bytes: [UInt8] = [0x41]
                for _ in 0..<before { bytes += filling }
                bytes += sequence
                for _ in 0..<behind { bytes += filling }
                let wanted = String(validating: bytes, as: UTF8.self) != nil
                return isValid(bytes) == wanted ? nil : "\(sequence) between \(before) and \(behind) of \(filling): not \(wanted)"
            }
        }
    }

    @Test("Three bytes anywhere in ASCII and in longer characters", arguments: [[0x61], Array("é".utf8), Array("日".utf8), Array("😀".utf8)])
    func threes(_ filling: [UInt8]) {
        var found: [String] = []
        for first in Self.borders {
            for second in Self.borders {
                for third in Self.borders { found += differences([first, second, third], filling, counts: [0, 5, 16]) }
            }
        }
        #expect(found == [])
    }

    @Test("Four bytes")
    func fours() {
        var found: [String] = []
        for first in Self.borders where first >= 0xE0 {
            for second in Self.borders {
                for third in Self.borders {
                    for fourth in Self.borders { found += differences([first, second, third, fourth], [0x61], counts: [9]) }
                }
            }
        }
        #expect(found == [])
    }

    @Test("A character that is cut, at every place and in every length", arguments: ["é", "日", "😀"])
    func cut(_ character: String) {
        let whole = Array(character.utf8)
        var found: [String] = []
        for count in 1..<whole.count {
            for before in 0..<40 { found += differences(Array(whole.prefix(count)), [0x61], counts: [before, 0]) }
        }
        #expect(found == [])
    }

    @Test("Every scalar value is valid, and no surrogate is")
    func scalars() {
        var text = "A"
        for value in UInt32(0x80)...0x10FFFF { if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) } }
        #expect(isValid(Array(text.utf8)))
        for surrogate: [UInt8] in [[0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xB0, 0x80], [0xED, 0xBF, 0xBF]] {
            #expect(!isValid(Array(repeating: 0x61, count: 30) + surrogate))
        }
    }
}
