import MIME

/// Splits CSS into tokens as the CSS Syntax Module Level 3 says (section 4.3), which has a reading for any input. Comments are left out.
///
/// Every byte is looked at a fixed number of times.
struct CSSTokenizer {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    /// Reads bytes of UTF-8.
    init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
        self.bytes = bytes
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    /// NUL stands for "nothing there", as it never is a character of CSS.
    private func byte(_ offset: Int = 0) -> UInt8 { position + offset < end ? bytes[position + offset] : 0 }

    /// The next token; `.end` at the end, as often as it is asked for.
    mutating func next() -> CSSToken {
        skipComments()
        guard position < end else { return CSSToken(kind: .end) }
        let first = byte()
        if first.isHTMLSpace {
            while byte().isHTMLSpace { position += 1 }
            return CSSToken(kind: .space)
        }
        if startsNumber(0) { return number() }
        if startsName(0) { return named() }
        switch first {
        case ASCII.quote, ASCII.apostrophe: return string(until: first)
        case 0x23 where isNameByte(byte(1)) || isEscape(1):
            position += 1
            return CSSToken(kind: .hash, text: name())
        case ASCII.at where startsName(1):
            position += 1
            return CSSToken(kind: .atKeyword, text: name())
        case ASCII.less where byte(1) == 0x21 && byte(2) == ASCII.hyphen && byte(3) == ASCII.hyphen: return mark(4)
        case ASCII.hyphen where byte(1) == ASCII.hyphen && byte(2) == ASCII.greater: return mark(3)
        default:
            position += 1
            return CSSToken(kind: Self.kind(of: first))
        }
    }

    private static func kind(of byte: UInt8) -> CSSToken.Kind {
        switch byte {
        case ASCII.colon: .colon
        case ASCII.semicolon: .semicolon
        case ASCII.comma: .comma
        case ASCII.leftParenthesis: .openParenthesis
        case ASCII.rightParenthesis: .closeParenthesis
        case ASCII.leftBracket: .openBracket
        case ASCII.rightBracket: .closeBracket
        case 0x7B: .openBrace
        case 0x7D: .closeBrace
        default: .delimiter(byte)
        }
    }

    private mutating func mark(_ length: Int) -> CSSToken {
        position += length
        return CSSToken(kind: .commentMark)
    }

    private mutating func skipComments() {
        while byte() == ASCII.slash, byte(1) == ASCII.asterisk {
            position += 2
            while position < end {
                position = ByteScan.first(ASCII.asterisk, in: bytes.span, position..<end).map { $0 + 1 } ?? end
                if byte() == ASCII.slash {
                    position += 1
                    break
                }
            }
        }
    }

    // MARK: Names

    private func isNameStart(_ byte: UInt8) -> Bool { byte.isLetter || byte == ASCII.underscore || byte >= 0x80 }

    private func isNameByte(_ byte: UInt8) -> Bool { isNameStart(byte) || byte.isDigit || byte == ASCII.hyphen }

    private func isEscape(_ offset: Int) -> Bool {
        guard byte(offset) == ASCII.backslash, position + offset + 1 < end else { return false }
        let next = byte(offset + 1)
        return next != ASCII.lf && next != ASCII.cr && next != 0x0C
    }

    private func startsName(_ offset: Int) -> Bool {
        guard byte(offset) == ASCII.hyphen else { return isNameStart(byte(offset)) || isEscape(offset) }
        return isNameStart(byte(offset + 1)) || byte(offset + 1) == ASCII.hyphen && byte(offset + 2) != ASCII.greater
            || isEscape(offset + 1)
    }

    private mutating func name() -> [UInt8] {
        var result: [UInt8] = []
        while true {
            if isNameByte(byte()) {
                result.append(byte())
                position += 1
            } else if isEscape(0) {
                escape(into: &result)
            } else {
                return result
            }
        }
    }

    /// Up to six hexadecimal digits and one white space behind them, or any other character.
    private mutating func escape(into result: inout [UInt8]) {
        position += 1
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let digit = byte().hexValue {
            value = value << 4 | UInt32(digit)
            digits += 1
            position += 1
        }
        guard digits > 0 else {
            // The bytes that follow the first of a character are taken as what they are.
            result.append(byte())
            position += 1
            return
        }
        if byte() == ASCII.cr, byte(1) == ASCII.lf { position += 1 }
        if byte().isHTMLSpace { position += 1 }
        // What XML refuses is no character either.
        let scalar = value == 0 || value == 0xFFFE || value == 0xFFFF ? nil : Unicode.Scalar(value)
        result += Array(String(scalar ?? "\u{FFFD}").utf8)
    }

    /// A name, a function, or an address without quotation marks.
    private mutating func named() -> CSSToken {
        let text = name()
        guard byte() == ASCII.leftParenthesis else { return CSSToken(kind: .identifier, text: text) }
        position += 1
        guard text.equalsIgnoringCase("url") else { return CSSToken(kind: .function, text: text) }
        let start = position
        while byte().isHTMLSpace { position += 1 }
        guard byte() == ASCII.quote || byte() == ASCII.apostrophe else { return address() }
        position = start
        return CSSToken(kind: .function, text: text)
    }

    // MARK: Strings, addresses, numbers

    private mutating func string(until quote: UInt8) -> CSSToken {
        position += 1
        var text: [UInt8] = []
        while position < end, byte() != quote {
            switch byte() {
            case ASCII.lf, ASCII.cr, 0x0C: return CSSToken(kind: .bad)
            case ASCII.backslash where isEscape(0): escape(into: &text)
            case ASCII.backslash:
                // A line that goes on.
                position += byte(1) == ASCII.cr && byte(2) == ASCII.lf ? 3 : 2
            default:
                text.append(byte())
                position += 1
            }
        }
        position = min(position + 1, end)
        return CSSToken(kind: .string, text: text)
    }

    private mutating func address() -> CSSToken {
        var text: [UInt8] = []
        var isBad = false
        while position < end, byte() != ASCII.rightParenthesis {
            switch byte() {
            case _ where isEscape(0): escape(into: &text)
            case _ where byte().isHTMLSpace:
                while byte().isHTMLSpace { position += 1 }
                if position < end, byte() != ASCII.rightParenthesis { isBad = true }
            case ASCII.quote, ASCII.apostrophe, ASCII.leftParenthesis, ASCII.backslash, 0..<0x20, 0x7F:
                isBad = true
                position += 1
            default:
                text.append(byte())
                position += 1
            }
        }
        position = min(position + 1, end)
        return isBad ? CSSToken(kind: .bad) : CSSToken(kind: .url, text: text)
    }

    private func startsNumber(_ offset: Int) -> Bool {
        let isSigned = byte(offset) == ASCII.plus || byte(offset) == ASCII.hyphen
        let start = isSigned ? offset + 1 : offset
        return byte(start).isDigit || byte(start) == ASCII.dot && byte(start + 1).isDigit
    }

    private mutating func number() -> CSSToken {
        let start = position
        if !byte().isDigit, byte() != ASCII.dot { position += 1 }
        while byte().isDigit { position += 1 }
        if byte() == ASCII.dot, byte(1).isDigit {
            position += 1
            while byte().isDigit { position += 1 }
        }
        if byte().lowered == 0x65 {
            let sign = byte(1) == ASCII.plus || byte(1) == ASCII.hyphen ? 2 : 1
            if byte(sign).isDigit {
                position += sign
                while byte().isDigit { position += 1 }
            }
        }
        let text = Array(bytes[start..<position])
        if byte() == ASCII.percent {
            position += 1
            return CSSToken(kind: .percentage, text: text)
        }
        if startsName(0) { return CSSToken(kind: .dimension, text: text, unit: name()) }
        return CSSToken(kind: .number, text: text)
    }
}
