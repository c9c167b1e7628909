import MIME

/// Writes the value of a declaration from its tokens.
struct CSSValueWriter {
    let mayHaveImages: Bool
    let images: Images
    private var output: [UInt8] = []
    /// Whether the next token stands directly behind the last one.
    private var isJoined = true

    init(mayHaveImages: Bool, images: Images) {
        self.mayHaveImages = mayHaveImages
        self.images = images
    }

    /// The value as it may stand in a style sheet between single quotation marks and in HTML; nil where it is not one of those that are safe.
    mutating func write(_ tokens: [CSSToken], _ findings: inout Findings) -> [UInt8]? {
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            switch token.kind {
            case .space: break
            case .identifier:
                guard CSSToken.isPlain(token.text), !token.text.starts(with: [ASCII.hyphen, ASCII.hyphen]) else { return nil }
                put(token.text)
            case .number:
                guard put(number: token.text, unit: []) else { return nil }
            case .percentage:
                guard put(number: token.text, unit: [ASCII.percent]) else { return nil }
            case .dimension:
                guard token.unit.count <= 8, token.unit.allSatisfy(\.isLetter), put(number: token.text, unit: token.unit) else {
                    return nil
                }
            case .hash:
                guard token.text.count <= 8, token.text.allSatisfy({ $0.hexValue != nil }) else { return nil }
                put([0x23] + token.text)
            case .string:
                guard token.text.count <= 512 else { return nil }
                put(Self.quoted(token.text))
            case .url:
                guard put(image: token.text, &findings) else { return nil }
            case .function:
                if token.text.equalsIgnoringCase("url") {
                    guard let address = Self.address(tokens, &index), put(image: address, &findings) else { return nil }
                } else {
                    guard CSSProperties.functions.contains(token.name) else { return nil }
                    put(Array(token.name.utf8) + [ASCII.leftParenthesis])
                    isJoined = true
                }
            case .openParenthesis:
                put([ASCII.leftParenthesis])
                isJoined = true
            case .closeParenthesis:
                isJoined = true
                put([ASCII.rightParenthesis])
            case .openBracket, .closeBracket:
                // Names of lines in a grid: not worth their rules.
                return nil
            case .comma:
                isJoined = true
                put([ASCII.comma])
            case .delimiter(let byte):
                guard put(delimiter: byte, tokens, &index) else { return nil }
            default: return nil
            }
        }
        return output.isEmpty ? nil : output
    }

    private mutating func put(_ bytes: [UInt8]) {
        if !isJoined { output.append(ASCII.space) }
        output += bytes
        isJoined = false
    }

    private mutating func put(number: [UInt8], unit: [UInt8]) -> Bool {
        guard number.count <= 24 else { return false }
        put(number + unit)
        return true
    }

    /// The operators of a calculation, `/` of shorthands, and `!important`.
    private mutating func put(delimiter byte: UInt8, _ tokens: [CSSToken], _ index: inout Int) -> Bool {
        switch byte {
        case ASCII.slash, ASCII.asterisk, ASCII.plus, ASCII.hyphen:
            put([byte])
            return true
        case 0x21:
            while index < tokens.count, tokens[index].kind == .space { index += 1 }
            guard index < tokens.count, tokens[index].kind == .identifier, tokens[index].name == "important", !output.isEmpty else {
                return false
            }
            index += 1
            put(Array("!important".utf8))
            return true
        default: return false
        }
    }

    // MARK: Images

    /// The string that is all of `url("…")`.
    private static func address(_ tokens: [CSSToken], _ index: inout Int) -> [UInt8]? {
        var result: [UInt8]?
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            switch token.kind {
            case .space: continue
            case .string where result == nil: result = token.text
            case .closeParenthesis: return result
            default: return nil
            }
        }
        return nil
    }

    /// Writes an image, or `none` for one that is not shown.
    private mutating func put(image: [UInt8], _ findings: inout Findings) -> Bool {
        guard mayHaveImages else {
            if let address = Address(image), address.kind == .web { findings.note(remote: address) }
            return false
        }
        switch images.source(of: Address(image), &findings) {
        case .shown(let address): put(Array("url(".utf8) + Self.quoted(address) + [ASCII.rightParenthesis])
        case .blocked, .missing, .refused: put(Array("none".utf8))
        }
        return true
    }

    // MARK: Strings

    /// A string that nothing can end early, in a style sheet, an attribute or XML.
    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [ASCII.apostrophe]
        for byte in text {
            switch byte {
            case 0..<0x20, 0x7F, ASCII.quote, ASCII.apostrophe, ASCII.backslash, ASCII.less, ASCII.greater, ASCII.leftParenthesis,
                ASCII.rightParenthesis, 0x26, 0x60, 0x7B, 0x7D:
                result.append(ASCII.backslash)
                result += String(byte == 0 ? 0xFFFD : UInt32(byte), radix: 16).utf8
                result.append(ASCII.space)
            default: result.append(byte)
            }
        }
        result.append(ASCII.apostrophe)
        return result
    }
}
