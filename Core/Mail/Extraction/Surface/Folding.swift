/// Makes characters comparable: one case, no accents, one form of each letter.
///
/// A scalar folds to one scalar, so that places stay the same. It is coarser than Unicode's case folding: words are looked up, not shown.
enum Folding {
    /// The base letters of U+00C0 to U+017F, one for each; `.` where the letter has none.
    private static let latin: StaticString = """
        aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
        lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """

    /// The letters of U+0958 to U+095F without their dot, which is dropped where it is a character of its own.
    private static let nukta: [Unicode.Scalar] = [
        "\u{915}", "\u{916}", "\u{917}", "\u{91C}", "\u{921}", "\u{922}", "\u{92B}", "\u{92F}",
    ]

    /// The scalar as words are compared.
    static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        if value < 0x80 { return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value | 0x20)) : scalar }
        switch value {
        case 0xC0...0x17F:
            let base = latin.withUTF8Buffer { $0[Int(value - 0xC0)] }
            return base == UInt8(ascii: ".") ? scalar : Unicode.Scalar(base)
        case 0x1A0, 0x1A1: return "o"
        case 0x1AF, 0x1B0: return "u"
        case 0x218, 0x219: return "s"
        case 0x21A, 0x21B: return "t"
        case 0x1EA0...0x1EF9: return vietnamese(value)
        case 0x386...0x3CE: return greek(value, scalar)
        case 0x400...0x45F: return cyrillic(value, scalar)
        case 0x490, 0x491: return "\u{433}"
        case 0x622, 0x623, 0x625, 0x671: return "\u{627}"
        case 0x624: return "\u{648}"
        case 0x626, 0x649, 0x6CC: return "\u{64A}"
        case 0x629, 0x6D5, 0x6C0: return "\u{647}"
        case 0x6A9: return "\u{643}"
        case 0x958...0x95F: return nukta[Int(value - 0x958)]
        default: return scalar
        }
    }

    private static func vietnamese(_ value: UInt32) -> Unicode.Scalar {
        switch value {
        case 0x1EA0...0x1EB7: "a"
        case 0x1EB8...0x1EC7: "e"
        case 0x1EC8...0x1ECB: "i"
        case 0x1ECC...0x1EE3: "o"
        case 0x1EE4...0x1EF1: "u"
        default: "y"
        }
    }

    private static func greek(_ value: UInt32, _ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch value {
        case 0x386, 0x3AC: "\u{3B1}"
        case 0x388, 0x3AD: "\u{3B5}"
        case 0x389, 0x3AE: "\u{3B7}"
        case 0x38A, 0x390, 0x3AA, 0x3AF, 0x3CA: "\u{3B9}"
        case 0x38C, 0x3CC: "\u{3BF}"
        case 0x38E, 0x3AB, 0x3B0, 0x3CB, 0x3CD: "\u{3C5}"
        case 0x38F, 0x3CE: "\u{3C9}"
        case 0x3C2: "\u{3C3}"
        case 0x391...0x3A9: Unicode.Scalar(value + 0x20) ?? scalar
        default: scalar
        }
    }

    private static func cyrillic(_ value: UInt32, _ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch value {
        case 0x401, 0x451: "\u{435}"
        case 0x419, 0x439: "\u{438}"
        case 0x400...0x40F: Unicode.Scalar(value + 0x50) ?? scalar
        case 0x410...0x42F: Unicode.Scalar(value + 0x20) ?? scalar
        default: scalar
        }
    }

    // MARK: Characters that mean the same

    /// What a reader takes the character for: digits of every script and full-width forms are ASCII, dashes and apostrophes one each. Nil for
    /// what shows nothing between two letters: joiners, marks of direction, accents of their own.
    static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let value = scalar.value
        if value < 0xAD { return scalar }
        switch value {
        case 0xAD, 0x300...0x36F, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF: return nil
        case 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x640, 0x64B...0x65F, 0x670, 0x93C, 0xE0000...0xE01FF: return nil
        case 0x2010...0x2013, 0x2212, 0xFE63: return "-"
        case 0x2018, 0x2019, 0x2BC, 0x2032: return "'"
        case 0x66B, 0x66C: return ","
        // A comma of full width stands between clauses, not in numbers.
        case 0xFF0C: return "\u{3001}"
        case 0xFF01...0xFF5E: return Unicode.Scalar(value - 0xFEE0)
        default: return digit(value).map { Unicode.Scalar(0x30 + $0) } ?? scalar
        }
    }

    /// The zeros of scripts whose decimal digits are in use (general category Nd); ten digits follow each other.
    private static let zeros: [UInt32] = [
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810,
    ]

    private static func digit(_ value: UInt32) -> UInt8? {
        // Bold, sans-serif and other digits of mathematics.
        if value >= 0x1D7CE, value <= 0x1D7FF { return UInt8((value - 0x1D7CE) % 10) }
        guard value >= 0x660, value <= 0x1819, let zero = zeros.last(where: { $0 <= value }), value - zero < 10 else { return nil }
        return UInt8(value - zero)
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { value &- 0x30 < 10 }
    var isLatinCapital: Bool { value &- 0x41 < 26 }
    var isLatinSmall: Bool { value &- 0x61 < 26 }
    var isLatinLetter: Bool { isLatinCapital || isLatinSmall }
    var isAlphanumeric: Bool { isDigit || isLatinLetter }
    /// A letter or digit of scripts that put spaces between words: what a word cannot end in front of.
    var isWordPart: Bool { isAlphanumeric || value >= 0xC0 && value < 0x590 && value != 0xD7 && value != 0xF7 || value &- 0x1E00 < 0x200 }
    /// Letters and digits of all scripts, roughly: no punctuation.
    var isTextual: Bool {
        switch value {
        case 0..<0x80: isAlphanumeric
        case 0x80..<0xC0: value == 0xAA || value == 0xB5 || value == 0xBA
        case 0x60C, 0x61B, 0x61F, 0x66A...0x66D, 0x6D4, 0x964, 0x965, 0xD7, 0xF7: false
        case 0x2000...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0x30FB, 0xFE10...0xFE6F, 0xFF5F...0xFF65: false
        default: true
        }
    }
    /// A letter or digit that goes on with a word, of scripts that put spaces between words.
    var continuesWord: Bool { isWordPart || value >= 0x590 && value < 0xE00 && isTextual }
    /// White space and the marks between lines and cells.
    var isBlank: Bool { self == " " || self == "\n" || self == "\t" }
    /// What ends a sentence in any of the scripts; `.` also stands inside of words.
    var endsSentence: Bool {
        switch self {
        case ".", "!", "?", "\u{3002}", "\u{964}", "\u{61F}", "\u{6D4}", "\u{2026}": true
        default: false
        }
    }
}
