import MIME

/// Reads the declarations of a `style` attribute or of a rule, and writes those that are safe, from their tokens: nothing of the mail's own
/// writing is left, so that no browser can read it in another way.
struct CSSReader {
    private var tokenizer: CSSTokenizer
    private(set) var token: CSSToken
    let images: Images

    /// Longer values are no layout.
    private static let maximumTokens = 512

    init(_ bytes: [UInt8], _ range: Range<Int>? = nil, images: Images) {
        tokenizer = CSSTokenizer(bytes, range)
        token = tokenizer.next()
        self.images = images
    }

    mutating func advance() { token = tokenizer.next() }

    mutating func skipSpace() {
        while token.kind == .space { advance() }
    }

    // MARK: Declarations

    /// Reads declarations up to the end, or up to the `}` that ends the rule.
    mutating func declarations(inRule: Bool, into output: inout [UInt8], _ findings: inout Findings) {
        while true {
            switch token.kind {
            case .end: return
            case .closeBrace where inRule: return
            case .space, .semicolon, .closeBrace: advance()
            case .identifier: declaration(inRule: inRule, into: &output, &findings)
            default:
                _ = components(inRule: inRule)
                findings.note(.styles)
            }
        }
    }

    private mutating func declaration(inRule: Bool, into output: inout [UInt8], _ findings: inout Findings) {
        let property = token.name
        let isPlain = CSSToken.isPlain(token.text)
        advance()
        skipSpace()
        guard token.kind == .colon else {
            _ = components(inRule: inRule)
            return
        }
        advance()
        guard let value = components(inRule: inRule), isPlain, CSSProperties.allowed.contains(property) else {
            if !CSSProperties.isInert(property) { findings.note(.styles) }
            return
        }
        var writer = CSSValueWriter(mayHaveImages: CSSProperties.withImages.contains(property), images: images)
        guard let written = writer.write(value, &findings) else {
            findings.note(.styles)
            return
        }
        output += property.utf8
        output.append(ASCII.colon)
        output += written
        output.append(ASCII.semicolon)
    }

    /// Reads up to the end of a declaration; nil where it has a block, is too long, or has a bracket without its other half.
    private mutating func components(inRule: Bool) -> [CSSToken]? {
        var result: [CSSToken] = []
        var closers: [CSSToken.Kind] = []
        var isRight = true
        while token.kind != .end {
            if closers.isEmpty {
                if token.kind == .semicolon || inRule && token.kind == .closeBrace { break }
            }
            switch token.kind {
            case .function, .openParenthesis: closers.append(.closeParenthesis)
            case .openBracket: closers.append(.closeBracket)
            case .openBrace:
                closers.append(.closeBrace)
                isRight = false
            case .closeParenthesis, .closeBracket, .closeBrace:
                if closers.last == token.kind {
                    closers.removeLast()
                    // A rule in a rule ends without a semicolon.
                    if token.kind == .closeBrace, closers.isEmpty {
                        advance()
                        return nil
                    }
                } else {
                    isRight = false
                }
            case .bad: isRight = false
            default: break
            }
            if result.count < Self.maximumTokens { result.append(token) } else { isRight = false }
            advance()
        }
        return isRight && closers.isEmpty ? result : nil
    }

    // MARK: Statements

    /// Skips a statement: to its semicolon, or over its block.
    mutating func skipStatement() {
        var closers: [CSSToken.Kind] = []
        while token.kind != .end {
            let kind = token.kind
            if closers.isEmpty, kind == .closeBrace { return }
            advance()
            switch kind {
            case .semicolon where closers.isEmpty: return
            case .function, .openParenthesis: closers.append(.closeParenthesis)
            case .openBracket: closers.append(.closeBracket)
            case .openBrace: closers.append(.closeBrace)
            case .closeParenthesis, .closeBracket, .closeBrace:
                guard closers.last == kind else { continue }
                closers.removeLast()
                if kind == .closeBrace, closers.isEmpty { return }
            default: break
            }
        }
    }

    /// Reads what stands in front of a block, up to the `{`, which is read too. nil where there is none, or it is too long.
    mutating func prelude() -> [CSSToken]? {
        var result: [CSSToken] = []
        while token.kind != .openBrace {
            guard token.kind != .end, token.kind != .closeBrace else { return nil }
            if result.count <= Self.maximumTokens { result.append(token) }
            advance()
        }
        advance()
        return result.count <= Self.maximumTokens ? result : []
    }
}
