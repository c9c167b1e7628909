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
        // What is left out is read as well: it may announce what stands behind it.
        for index in finder.text.indices { finder.leaveOutSecret(announcedAt: index) }
        finder.result += finder.text[finder.start...]
        return finder.result
    }

    private mutating func leaveOutSecret(announcedAt index: Int) {
        switch text[index] {
        case ":": leaveOut(field: index)
        case "=": leaveOut(member: index, from: index + 1)
        case "%" where has("3d", at: index + 1): leaveOut(member: index, from: index + 3)
        case "r", "R": leaveOutBearer(index)
        default: break
        }
    }

    /// `Authorization: Basic eA==`, to the end of the line, and `"password": "x"`.
    private mutating func leaveOut(field colon: Int) {
        let (name, isQuoted) = name(before: colon)
        let isLine = has(name, Self.lines)
        guard isLine || has(name, Self.words) || isQuoted && LogRedaction.isSecret(name) else { return }
        let first = skipSpaces(colon + 1)
        if isLine, !isQuoted { return leaveOutLine(first) }
        leaveOutValue(first, hasGroups: true)
    }

    /// `token=x`, `X-Amz-Signature=x&`, `"password"="x"`.
    private mutating func leaveOut(member sign: Int, from first: Int) {
        let (name, _) = name(before: sign)
        guard LogRedaction.isSecret(name) else { return }
        let first = skipSpaces(first)
        if has(name, Self.lines), text[sign] == "=" { return leaveOutLine(first) }
        leaveOutValue(first, hasGroups: false)
    }

    /// `Bearer`, and what follows it behind any white space.
    private mutating func leaveOutBearer(_ last: Int) {
        let word = last - 5
        guard has("beare", at: word), word == 0 || !Self.isLetter(text[word - 1]) else { return }
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
        guard first > last + 1, first >= start else { return }
        leaveOut(first..<(text[first...].firstIndex { $0.properties.isWhitespace || $0 == "\"" } ?? text.count))
    }

    private mutating func leaveOutLine(_ first: Int) {
        if first < start {
            // Its beginning is gone already.
            start = endOfLine(start)
        } else {
            leaveOut(quoted(first) ?? first..<endOfLine(first))
        }
    }

    private mutating func leaveOutValue(_ first: Int, hasGroups: Bool) {
        guard first >= start else { return }
        leaveOut(quoted(first) ?? first..<((hasGroups ? endOfGroup(first) : nil) ?? endOfValue(first)))
    }

    private mutating func leaveOut(_ secret: Range<Int>) {
        guard !secret.isEmpty else { return }
        result += text[start..<secret.lowerBound]
        result += LogRedaction.mark.unicodeScalars
        start = secret.upperBound
    }

    // MARK: - Reading

    private func has(_ name: ArraySlice<Unicode.Scalar>, _ names: [String]) -> Bool {
        names.contains { $0.unicodeScalars.elementsEqual(name.lazy.map(Self.lowercased)) }
    }

    /// The name that ends before a sign, and whether it stood in quotes.
    private func name(before sign: Int) -> (name: ArraySlice<Unicode.Scalar>, isQuoted: Bool) {
        // No name of a secret is longer; a bound keeps this linear.
        let limit = max(0, sign - 100)
        var end = sign
        while end > limit, text[end - 1] == " " || text[end - 1] == "\t" { end -= 1 }
        let beforeQuotes = end
        while end > limit, text[end - 1] == "\"" || text[end - 1] == "'" || text[end - 1] == "\\" { end -= 1 }
        var first = end
        while first > limit, Self.isName(text[first - 1]) { first -= 1 }
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
