import MIME

/// A token of CSS (CSS Syntax Module Level 3, section 4), its escapes undone.
struct CSSToken {
    enum Kind: Equatable {
        case identifier, function, atKeyword, hash, string, url
        case number, percentage, dimension
        case space, colon, semicolon, comma
        case openBrace, closeBrace, openParenthesis, closeParenthesis, openBracket, closeBracket
        /// Any other character.
        case delimiter(UInt8)
        /// `<!--` or `-->`, which style sheets of mail are often wrapped in.
        case commentMark
        /// A string or an address that has no right end.
        case bad
        case end
    }

    var kind: Kind
    /// A name, the content of a string, an address, or a number as it is written; empty for the others.
    var text: [UInt8] = []
    /// Of a dimension.
    var unit: [UInt8] = []

    /// The name in small letters.
    var name: String { text.loweredString }

    /// Whether a name is made of ASCII letters, digits, `-` and `_`, so that it can be written as it is.
    static func isPlain(_ name: [UInt8]) -> Bool {
        guard let first = name.first, name.count <= 128, !first.isDigit else { return false }
        guard first != ASCII.hyphen || name.count > 1 && !name[1].isDigit else { return false }
        return name.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.underscore }
    }
}
