/// Reads the tokens that structured header fields share (RFC 5322 section 3.2): white space, comments and quoted strings.
///
/// It is a place in bytes that each method is given: nothing is copied. The value may still be folded; line ends count as white space.
struct HeaderTokens {
    /// What a quoted string or a comment holds: bytes of the value, and whether escapes and line ends have to be taken out of them.
    struct Text {
        var range: Range<Int>
        var isPlain: Bool

        /// Appends the text, escapes resolved and line ends dropped.
        func append(from bytes: Span<UInt8>, to buffer: inout [UInt8]) {
            guard !isPlain else { return buffer.append(bytes, range) }
            var index = range.lowerBound
            while index < range.upperBound {
                var byte = bytes[index]
                if byte == ASCII.backslash, index + 1 < range.upperBound {
                    index += 1
                    byte = bytes[index]
                    buffer.append(byte)
                } else if byte != ASCII.cr, byte != ASCII.lf {
                    buffer.append(byte)
                }
                index += 1
            }
        }

        /// The text decoded, encoded-words as well.
        func decode(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) -> String {
            guard !isPlain else { return HeaderText.decode(bytes.extracting(range), limits: limits, &log) }
            var text: [UInt8] = []
            append(from: bytes, to: &text)
            return HeaderText.decode(text.span, limits: limits, &log)
        }
    }

    var position = 0

    init(at position: Int = 0) {
        self.position = position
    }

    func next(_ bytes: Span<UInt8>) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipWhiteSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count, bytes[position].isFWS { position += 1 }
    }

    /// Skips white space and comments; true when a comment was among them.
    @discardableResult
    mutating func skipCFWS(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Bool {
        var hasComment = false
        while true {
            skipWhiteSpace(bytes)
            guard next(bytes) == ASCII.leftParenthesis else { return hasComment }
            _ = comment(bytes, &log)
            hasComment = true
        }
    }

    /// Reads a comment from its opening parenthesis; nested ones stay in the text. Depth is counted, so that it needs no limit.
    mutating func comment(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Text {
        position += 1
        let start = position
        var isPlain = true
        var depth = 1
        while position < bytes.count {
            switch bytes[position] {
            case ASCII.leftParenthesis: depth += 1
            case ASCII.rightParenthesis:
                depth -= 1
                if depth == 0 {
                    position += 1
                    return Text(range: start..<(position - 1), isPlain: isPlain)
                }
            case ASCII.backslash:
                isPlain = false
                if position + 1 < bytes.count { position += 1 }
            case ASCII.cr, ASCII.lf: isPlain = false
            default: break
            }
            position += 1
        }
        log.note(.unterminatedComment, "comment without its closing parenthesis")
        return Text(range: start..<bytes.count, isPlain: isPlain)
    }

    /// Reads a quoted string from its opening quote.
    mutating func quotedString(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Text {
        position += 1
        let start = position
        var isPlain = true
        while position < bytes.count {
            switch bytes[position] {
            case ASCII.quote:
                position += 1
                return Text(range: start..<(position - 1), isPlain: isPlain)
            case ASCII.backslash:
                isPlain = false
                if position + 1 < bytes.count { position += 1 }
            case ASCII.cr, ASCII.lf: isPlain = false
            default: break
            }
            position += 1
        }
        log.note(.unterminatedQuotedString, "quoted string without its closing quote")
        return Text(range: start..<bytes.count, isPlain: isPlain)
    }

    /// Reads bytes as long as `condition` holds.
    mutating func prefix(_ bytes: Span<UInt8>, while condition: (UInt8) -> Bool) -> Range<Int> {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return start..<position
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
