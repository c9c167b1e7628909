import MIME

/// A list of selectors: names of elements, classes and ids, a few pseudo-classes, and what combines them. Attribute selectors are written as
/// classes and ids where they mean that.
enum CSSSelector {
    /// What classes, ids and names of a mail begin with, so that none of them is one of the page's, or of a property of the document.
    static let prefix = Array("mail-".utf8)

    /// Parts of one selector at most: each one costs the browser time at every element.
    private static let maximumParts = 12

    /// Those selectors of the list that are plain; nil where none is.
    static func write(_ tokens: [CSSToken]) -> [UInt8]? {
        var result: [UInt8] = []
        for selector in split(tokens).prefix(200) {
            guard let written = write(selector: selector) else { continue }
            if !result.isEmpty { result.append(ASCII.comma) }
            result += written
        }
        return result.isEmpty ? nil : result
    }

    /// The selectors of a list, without the space around them.
    private static func split(_ tokens: [CSSToken]) -> [ArraySlice<CSSToken>] {
        tokens.split(omittingEmptySubsequences: false) { $0.kind == .comma }.map { selector in
            guard let first = selector.firstIndex(where: { $0.kind != .space }), let last = selector.lastIndex(where: { $0.kind != .space })
            else { return [] }
            return selector[first...last]
        }
    }

    private static func write(selector: ArraySlice<CSSToken>) -> [UInt8]? {
        var result: [UInt8] = []
        var parts = 0
        var index = selector.startIndex
        /// Whether a compound selector has begun: a name has to be its first part.
        var isCompound = false
        while index < selector.endIndex {
            let token = selector[index]
            switch token.kind {
            case .space, .delimiter(ASCII.greater), .delimiter(ASCII.plus):
                guard isCompound, let combinator = combinator(selector, &index) else { return nil }
                result += combinator
                isCompound = false
                continue
            case .identifier where !isCompound && CSSToken.isPlain(token.text): result += token.text
            case .delimiter(ASCII.asterisk) where !isCompound: result.append(ASCII.asterisk)
            default:
                guard let part = part(selector, &index) else { return nil }
                result += part
            }
            parts += 1
            guard parts <= maximumParts else { return nil }
            isCompound = true
            index += 1
        }
        return isCompound ? result : nil
    }

    /// White space, `>` or `+`, with white space around it.
    private static func combinator(_ selector: ArraySlice<CSSToken>, _ index: inout Int) -> [UInt8]? {
        var sign = ASCII.space
        while index < selector.endIndex {
            switch selector[index].kind {
            case .space: break
            case .delimiter(let byte) where sign == ASCII.space && (byte == ASCII.greater || byte == ASCII.plus): sign = byte
            default: return [sign]
            }
            index += 1
        }
        return nil
    }

    /// A class, an id, a pseudo-class or an attribute; `index` is then at its last token.
    private static func part(_ selector: ArraySlice<CSSToken>, _ index: inout Int) -> [UInt8]? {
        let token = selector[index]
        switch token.kind {
        case .hash: return named(0x23, token.text)
        case .delimiter(ASCII.dot):
            guard index + 1 < selector.endIndex, selector[index + 1].kind == .identifier else { return nil }
            index += 1
            return named(ASCII.dot, selector[index].text)
        case .colon:
            guard index + 1 < selector.endIndex else { return nil }
            index += 1
            return pseudoClass(selector, &index)
        case .openBracket:
            // `[class~="x"]`, `[class=x]`, `[id=x]`
            let inside = selector[(index + 1)...].prefix { $0.kind != .closeBracket }
            guard inside.endIndex < selector.endIndex else { return nil }
            index = inside.endIndex
            return attribute(inside.filter { $0.kind != .space })
        default: return nil
        }
    }

    private static func pseudoClass(_ selector: ArraySlice<CSSToken>, _ index: inout Int) -> [UInt8]? {
        let name = selector[index].name
        if selector[index].kind == .identifier, CSSProperties.pseudoClasses.contains(name) { return [ASCII.colon] + name.utf8 }
        guard selector[index].kind == .function, CSSProperties.countingPseudoClasses.contains(name) else { return nil }
        var result = [ASCII.colon] + name.utf8 + [ASCII.leftParenthesis]
        index += 1
        while index < selector.endIndex {
            let token = selector[index]
            switch token.kind {
            case .closeParenthesis: return result + [ASCII.rightParenthesis]
            case .space: result.append(ASCII.space)
            case .identifier where ["odd", "even", "n", "-n"].contains(token.name): result += token.name.utf8
            case .number where token.text.count <= 6: result += token.text
            // In `2n-1` the number ends at its unit.
            case .dimension
            where token.text.count <= 6 && token.unit.count <= 6 && token.unit.first == 0x6E && CSSToken.isPlain(token.unit):
                result += token.text + token.unit
            case .delimiter(ASCII.plus), .delimiter(ASCII.hyphen):
                result += token.kind == .delimiter(ASCII.plus) ? [ASCII.plus] : [ASCII.hyphen]
            default: return nil
            }
            index += 1
        }
        return nil
    }

    private static func attribute(_ tokens: [CSSToken]) -> [UInt8]? {
        var tokens = tokens[...]
        guard let name = tokens.popFirst(), name.kind == .identifier else { return nil }
        var sign = tokens.popFirst()
        if sign?.kind == .delimiter(ASCII.tilde), name.name == "class" { sign = tokens.popFirst() }
        guard sign?.kind == .delimiter(ASCII.equals), let value = tokens.popFirst(), tokens.isEmpty,
            value.kind == .identifier || value.kind == .string
        else { return nil }
        switch name.name {
        case "class": return named(ASCII.dot, value.text)
        case "id": return named(0x23, value.text)
        default: return nil
        }
    }

    private static func named(_ sign: UInt8, _ name: [UInt8]) -> [UInt8]? {
        isName(name) ? [sign] + prefix + name : nil
    }

    /// Whether a class or an id may stay: letters, digits, `-`, `_` and what is not ASCII.
    static func isName(_ name: some Collection<UInt8>) -> Bool {
        !name.isEmpty && name.count <= 128
            && name.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.underscore || $0 >= 0x80 }
    }
}
