/// Finds secrets in a text by what stands before them: `Bearer`, the field `Authorization`, a telling name.
struct SecretFinder {
    private let text: [Unicode.Scalar]
    private var result: [Unicode.Scalar] = []
    /// Up to where the text was taken over or left out.
    private var start = 0

    /// Fields whose whole line is left out: their values are of several words, whatever scheme they follow.
    private static let lines = ["authorization", "proxy-authorization", "cookie", "set-cookie"]
    /// Fields whose value is one word.
    private static let words = ["x-amz-security-token", "x-api-key"]

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// The text without them.
    consuming func redacted() -> [Unicode.Scalar] {
        var finder = self
        var index = 0
        while index < finder.text.count {
            let end = finder.secret(behind: index)
            index = end ?? index + 1
        }
        finder.result += finder.text[finder.start...]
        return finder.result
    }

    /// Leaves out the secret that the name or word ending before `index` announces; returns where it ends.
    private mutating func secret(behind index: Int) -> Int? {
        switch text[index] {
        case ":": leaveOut(field: index)
        case "=": leaveOut(member: index, from: index + 1)
        case "%" where has("3d", at: index + 1): leaveOut(member: index, from: index + 3)
        case "r", "R": leaveOutBearer(index)
        default: nil
        }
    }

    /// `Authorization: Basic eA==`, to the end of the line, and `"password": "x"`.
    private mutating func leaveOut(field colon: Int) -> Int? {
        let (name, isQuoted) = name(before: colon)
        guard !name.isEmpty else { return nil }
        let isLine = has(name, Self.lines)
        guard isLine || has(name, Self.words) || isQuoted && LogRedaction.isSecret(name) else { return nil }
        let first = skipSpaces(colon + 1)
        if let value = quoted(first) { return leaveOut(value) }
        if isLine, !isQuoted { return leaveOut(first..<endOfLine(first)) }
        // JSON of another kind: a list, an object, a number.
        return leaveOut(first..<(endOfGroup(first) ?? endOfValue(first)))
    }

    /// `token=x`, `X-Amz-Signature=x&`, `"password"="x"`.
    private mutating func leaveOut(member sign: Int, from first: Int) -> Int? {
        let (name, _) = name(before: sign)
        guard LogRedaction.isSecret(name) else { return nil }
        let first = skipSpaces(first)
        if let value = quoted(first) { return leaveOut(value) }
        return leaveOut(first..<(has(name, Self.lines) && text[sign] == "=" ? endOfLine(first) : endOfValue(first)))
    }

    /// `Bearer`, and what follows it behind any white space.
    private mutating func leaveOutBearer(_ last: Int) -> Int? {
        let word = last - 5
        guard word >= start, has("beare", at: word), word == 0 || !Self.isLetter(text[word - 1]) else { return nil }
        var first = last + 1
        while first < text.count {
            if text[first].properties.isWhitespace || text[first] == ":" || text[first] == "=" || text[first] == "+" {
                first += 1
            } else if has("%20", at: first) {
                first += 3
            } else {
                break
            }
        }
        guard first > last + 1, first < text.count else { return nil }
        var end = first
        while end < text.count, !text[end].properties.isWhitespace, text[end] != "\"" { end += 1 }
        return end > first ? leaveOut(first..<end) : nil
    }

    private mutating func leaveOut(_ secret: Range<Int>) -> Int? {
        guard !secret.isEmpty, secret.lowerBound >= start else { return nil }
        result += text[start..<secret.lowerBound]
        result += LogRedaction.mark.unicodeScalars
        start = secret.upperBound
        return start
    }

    // MARK: - Reading

    private func has(_ name: ArraySlice<Unicode.Scalar>, _ names: [String]) -> Bool {
        names.contains { $0.unicodeScalars.elementsEqual(name.lazy.map(Self.lowercased)) }
    }

    /// The name that ends before a sign, and whether it stood in quotes.
    private func name(before sign: Int) -> (name: ArraySlice<Unicode.Scalar>, isQuoted: Bool) {
        var end = sign
        while end > start, text[end - 1] == " " || text[end - 1] == "\t" { end -= 1 }
        let beforeQuotes = end
        while end > start, text[end - 1] == "\"" || text[end - 1] == "'" || text[end - 1] == "\\" { end -= 1 }
        var first = end
        // No name of a secret is longer; a bound keeps this linear.
        while first > max(start, end - 100), Self.isName(text[first - 1]) { first -= 1 }
        return (text[first..<end], end < beforeQuotes)
    }

    private func skipSpaces(_ index: Int) -> Int {
        var index = index
        while index < text.count, text[index] == " " || text[index] == "\t" { index += 1 }
        return index
    }

    /// What stands between quotes; nil where there are none. Quotes within quotes have backslashes before them.
    private func quoted(_ index: Int) -> Range<Int>? {
        var open = index
        while open < text.count, text[open] == "\\" { open += 1 }
        guard open < text.count, text[open] == "\"" || text[open] == "'" else { return nil }
        let quote = text[open]
        let backslashes = open - index
        var run = 0
        for at in open + 1..<text.count {
            // A quote of the same depth ends it, or of one further out.
            if text[at] == quote, run <= backslashes { return open + 1..<at - run }
            run = text[at] == "\\" ? run + 1 : 0
        }
        return open + 1..<text.count
    }

    /// The end of a list or an object, as far as brackets tell it; nil where there is none.
    private func endOfGroup(_ index: Int) -> Int? {
        guard index < text.count, text[index] == "[" || text[index] == "{" else { return nil }
        var depth = 0
        for at in index..<text.count {
            if text[at] == "[" || text[at] == "{" { depth += 1 }
            if text[at] == "]" || text[at] == "}" { depth -= 1 }
            if depth == 0 { return at + 1 }
        }
        return text.count
    }

    private func endOfLine(_ index: Int) -> Int {
        text[index...].firstIndex { $0 == "\n" || $0 == "\r" } ?? text.count
    }

    private func endOfValue(_ index: Int) -> Int {
        text[min(index, text.count)...].firstIndex {
            $0.properties.isWhitespace || $0 == "&" || $0 == "\"" || $0 == "'" || $0 == "<" || $0 == ">"
        } ?? text.count
    }

    /// Whether these letters stand there, in any case.
    private func has(_ lowercase: String, at index: Int) -> Bool {
        let end = index + lowercase.utf8.count
        return index >= 0 && end <= text.count && text[index..<end].lazy.map(Self.lowercased).elementsEqual(lowercase.unicodeScalars)
    }

    private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(lowercased(scalar)) }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-" || scalar == "."
    }
}
