/// Reads the tokens that structured header fields share (RFC 5322 section 3.2): white space, comments and quoted strings.
///
/// The value may still be folded; line ends count as white space.
struct HeaderTokens {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipWhiteSpace() {
        while position < bytes.count, bytes[position].isFWS { position += 1 }
    }

    /// Skips white space and comments; true when a comment was among them.
    @discardableResult
    mutating func skipCFWS(_ log: inout DefectLog) -> Bool {
        var hasComment = false
        while true {
            skipWhiteSpace()
            guard next == ASCII.leftParenthesis else { return hasComment }
            _ = comment(&log)
            hasComment = true
        }
    }

    /// Reads a comment from its opening parenthesis; nested ones stay in the text.
    mutating func comment(_ log: inout DefectLog) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case ASCII.leftParenthesis:
                depth += 1
                if depth == 1 { continue }
            case ASCII.rightParenthesis:
                depth -= 1
                if depth == 0 { return text }
            case ASCII.backslash where position < bytes.count:
                text.append(bytes[position])
                position += 1
                continue
            default: break
            }
            text.append(byte)
        }
        log.note(.unterminatedComment, "comment without its closing parenthesis")
        return text
    }

    /// Reads a quoted string from its opening quote, escapes resolved and line ends dropped.
    mutating func quotedString(_ log: inout DefectLog) -> [UInt8] {
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case ASCII.quote: return text
            case ASCII.backslash where position < bytes.count:
                text.append(bytes[position])
                position += 1
            case ASCII.cr, ASCII.lf: continue
            default: text.append(byte)
            }
        }
        log.note(.unterminatedQuotedString, "quoted string without its closing quote")
        return text
    }

    /// Reads bytes as long as `condition` holds.
    mutating func prefix(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }
}

extension UInt8 {
    /// The token characters of RFC 2045 section 5.1.
    var isTokenCharacter: Bool {
        guard self > 0x20, self != 0x7F else { return false }
        switch self {
        case ASCII.leftParenthesis, ASCII.rightParenthesis, ASCII.less, ASCII.greater, ASCII.at, ASCII.comma, ASCII.semicolon, ASCII.colon,
            ASCII.backslash, ASCII.quote, ASCII.slash, ASCII.leftBracket, ASCII.rightBracket, ASCII.question, ASCII.equals:
            return false
        default: return true
        }
    }
}
