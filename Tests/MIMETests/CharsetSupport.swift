import MIME
import Testing

/// Text decoded by a label, with the codes of its defects.
struct DecodedText: Equatable, CustomTestStringConvertible {
    var text: String
    var codes: [Defect.Code]

    init(_ text: String, _ codes: Defect.Code...) {
        self.text = text
        self.codes = codes
    }

    init(_ bytes: [UInt8], as label: String?) {
        var log = DefectLog()
        text = Charset.decode(bytes.span, label: label, &log)
        codes = log.entries.map(\.code)
    }

    /// Equal by scalar values: `==` of strings takes one form of a character for another.
    static func == (a: DecodedText, b: DecodedText) -> Bool {
        a.text.unicodeScalars.elementsEqual(b.text.unicodeScalars) && a.codes == b.codes
    }

    var testDescription: String { text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ") + " \(codes)" }
}

/// Bytes with the text that a charset gives them.
struct CharsetSample: CustomTestStringConvertible {
    var label: String
    var bytes: [UInt8]
    var text: String
    /// Whether some of the bytes are not of the charset.
    var isDamaged: Bool

    init(_ label: String, _ bytes: [UInt8], _ text: String, isDamaged: Bool? = nil) {
        self.label = label
        self.bytes = bytes
        self.text = text
        self.isDamaged = isDamaged ?? text.unicodeScalars.contains("\u{FFFD}")
    }

    /// Of a charset whose bytes are all ASCII; `^` stands for ESC.
    init(_ label: String, escaped: String, _ text: String, isDamaged: Bool? = nil) {
        self.init(label, escaped.utf8.map { $0 == 0x5E ? 0x1B : $0 }, text, isDamaged: isDamaged)
    }

    var expected: DecodedText { isDamaged ? DecodedText(text, .invalidCharsetBytes) : DecodedText(text) }

    var testDescription: String { "\(label) \(text)" }
}
