import MIME

/// A list of media queries: `only screen and (max-width: 600px)`.
enum CSSMediaQuery {
    /// Those queries of the list that are of this shape; nil where none is.
    static func write(_ tokens: [CSSToken]) -> [UInt8]? {
        var result: [UInt8] = []
        let queries = tokens.split(omittingEmptySubsequences: false) { $0.kind == .comma }
        for query in queries.prefix(16) {
            guard let written = write(query: query.filter { $0.kind != .space }) else { continue }
            if !result.isEmpty { result.append(ASCII.comma) }
            result += written
        }
        return result.isEmpty ? nil : result
    }

    private static func write(query: [CSSToken]) -> [UInt8]? {
        var result: [UInt8] = []
        var index = 0
        var needsAnd = false
        while index < query.count {
            if needsAnd {
                guard query[index].kind == .identifier, query[index].name == "and" else { return nil }
                result += " and ".utf8
                index += 1
                guard index < query.count else { return nil }
            }
            switch query[index].kind {
            case .identifier:
                let name = query[index].name
                switch name {
                case "only" where index == 0, "not" where index == 0:
                    guard index + 1 < query.count, query[index + 1].kind == .identifier else { return nil }
                    result += name.utf8
                    result.append(ASCII.space)
                case "all", "screen", "print", "handheld", "projection", "tv", "tty", "speech":
                    result += name.utf8
                    needsAnd = true
                default: return nil
                }
                index += 1
            case .openParenthesis:
                guard let feature = feature(query, &index) else { return nil }
                result += feature
                needsAnd = true
            default: return nil
            }
        }
        return needsAnd ? result : nil
    }

    /// `(name: value)` or `(name)`.
    private static func feature(_ query: [CSSToken], _ index: inout Int) -> [UInt8]? {
        index += 1
        guard index < query.count, query[index].kind == .identifier, CSSProperties.mediaFeatures.contains(query[index].name) else {
            return nil
        }
        var result: [UInt8] = [ASCII.leftParenthesis]
        result += query[index].name.utf8
        index += 1
        if index < query.count, query[index].kind == .colon {
            result.append(ASCII.colon)
            index += 1
            while index < query.count, query[index].kind != .closeParenthesis {
                let token = query[index]
                switch token.kind {
                case .identifier where CSSToken.isPlain(token.text): result += token.text
                case .number where token.text.count <= 24: result += token.text
                case .dimension where token.text.count <= 24 && token.unit.count <= 8 && token.unit.allSatisfy(\.isLetter):
                    result += token.text + token.unit
                case .delimiter(ASCII.slash): result.append(ASCII.slash)
                default: return nil
                }
                index += 1
            }
        }
        guard index < query.count, query[index].kind == .closeParenthesis else { return nil }
        index += 1
        return result + [ASCII.rightParenthesis]
    }
}
