import MIME

/// Reads a style sheet, and writes the rules of it that are safe: those with plain selectors, also in `@media`. Every class and id of a
/// selector gets the prefix that those of the elements get.
struct CSSSheet {
    /// Rules that are written at most, of all style sheets of a mail.
    static let maximumRules = 5000

    private var reader: CSSReader
    private(set) var rules: Int

    /// - Parameter rules: how many rules may still be written.
    init(_ bytes: [UInt8], _ range: Range<Int>, rules: Int, images: Images) {
        reader = CSSReader(bytes, range, images: images)
        self.rules = rules
    }

    /// - Parameter media: the `media` attribute of the style sheet, if it has one.
    mutating func write(media: [UInt8]?, into output: inout [UInt8], _ findings: inout Findings) {
        guard let media else {
            statements(inMedia: false, into: &output, &findings)
            return
        }
        var tokenizer = CSSTokenizer(media)
        var tokens: [CSSToken] = []
        while tokens.count < 512 {
            let token = tokenizer.next()
            if token.kind == .end { break }
            tokens.append(token)
        }
        var rules: [UInt8] = []
        guard let query = CSSMediaQuery.write(tokens) else {
            findings.note(.styles)
            return
        }
        statements(inMedia: false, isNested: true, into: &rules, &findings)
        Self.wrap(rules, in: query, into: &output)
    }

    /// - Parameters:
    ///   - inMedia: whether a `}` ends them.
    ///   - isNested: whether they go into a block of `@media`, which holds no other one here.
    private mutating func statements(inMedia: Bool, isNested: Bool = false, into output: inout [UInt8], _ findings: inout Findings) {
        while true {
            switch reader.token.kind {
            case .end: return
            case .closeBrace:
                if inMedia { return }
                reader.advance()
            case .space, .commentMark, .semicolon: reader.advance()
            case .atKeyword where reader.token.name == "media" && !inMedia && !isNested: mediaRule(into: &output, &findings)
            case .atKeyword:
                // A character set and a viewport say nothing to a document of UTF-8 in a frame.
                if reader.token.name != "charset", !reader.token.name.hasSuffix("viewport") { findings.note(.styles) }
                reader.skipStatement()
                if reader.token.kind == .closeBrace, !inMedia { reader.advance() }
            default: rule(into: &output, &findings)
            }
        }
    }

    private mutating func mediaRule(into output: inout [UInt8], _ findings: inout Findings) {
        reader.advance()
        guard let prelude = reader.prelude() else { return }
        var rules: [UInt8] = []
        let query = CSSMediaQuery.write(prelude)
        statements(inMedia: true, into: &rules, &findings)
        if reader.token.kind == .closeBrace { reader.advance() }
        if let query { Self.wrap(rules, in: query, into: &output) } else { findings.note(.styles) }
    }

    private static func wrap(_ rules: [UInt8], in query: [UInt8], into output: inout [UInt8]) {
        guard !rules.isEmpty else { return }
        output += "@media ".utf8
        output += query
        output += [0x7B, ASCII.lf]
        output += rules
        output += [0x7D, ASCII.lf]
    }

    private mutating func rule(into output: inout [UInt8], _ findings: inout Findings) {
        guard let prelude = reader.prelude() else {
            // No rule: a `}` that belongs to nothing, or the end.
            return
        }
        let selectors = rules > 0 ? CSSSelector.write(prelude) : nil
        var declarations: [UInt8] = []
        reader.declarations(inRule: true, into: &declarations, &findings)
        if reader.token.kind == .closeBrace { reader.advance() }
        guard let selectors else {
            findings.note(.styles)
            return
        }
        guard !declarations.isEmpty else { return }
        rules -= 1
        output += selectors
        output.append(0x7B)
        output += declarations
        output += [0x7D, ASCII.lf]
    }
}
