/// Shortens mail addresses to the first character of their local part, and what stands behind the at sign.
struct AddressFinder {
    private let text: [Unicode.Scalar]

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// The text with short addresses.
    func redacted() -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var start = 0
        for index in text.indices {
            guard let length = at(index), isDomain(index + length), let first = localPart(index, from: start, isEncoded: length > 1) else {
                continue
            }
            result += text[start..<first]
            if let letter = text[first..<index].first(where: { $0 != "\"" && $0 != "\\" }) { result.append(letter) }
            result.append("…")
            start = index
        }
        return result + text[start...]
    }

    /// The length of an at sign: `@`, `%40`, or `%2540` where that was encoded again; nil where there is none.
    private func at(_ index: Int) -> Int? {
        if text[index] == "@" { return 1 }
        guard text[index] == "%" else { return nil }
        var end = index + 1
        while end + 1 < text.count, text[end] == "2", text[end + 1] == "5" { end += 2 }
        return end + 1 < text.count && text[end] == "4" && text[end + 1] == "0" ? end + 2 - index : nil
    }

    /// Whether a domain or an address literal may begin here.
    private func isDomain(_ index: Int) -> Bool {
        index < text.count && (text[index] == "[" || Self.isLocalPart(text[index]))
    }

    /// Where the local part before an at sign begins, which may be quoted; nil where there is none.
    private func localPart(_ at: Int, from start: Int, isEncoded: Bool) -> Int? {
        var first = at
        if first > start, text[first - 1] == "\"", let quote = openingQuote(first - 1, from: start) { first = quote }
        while first > start, Self.isLocalPart(text[first - 1]), !(isEncoded && Self.endsValue(text[first - 1])) { first -= 1 }
        return first < at ? first : nil
    }

    /// The quote that belongs to a closing one: the nearest without a backslash before it, or else the nearest.
    private func openingQuote(_ closing: Int, from start: Int) -> Int? {
        var nearest: Int?
        // No local part is longer than 64 bytes; a bound keeps this linear.
        var index = closing - 1
        while index >= max(start, closing - 200) {
            if text[index] == "\"" {
                if index == start || text[index - 1] != "\\" { return index }
                nearest = nearest ?? index
            }
            index -= 1
        }
        return nearest
    }

    /// What stands around an encoded value, and not in it.
    private static func endsValue(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "?" || scalar == "&" || scalar == "=" || scalar == "#"
    }

    /// Whether a character may stand in an address without quotes (RFC 5322 atext, RFC 6531); the generous side is the safe one.
    private static func isLocalPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case ".", "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
        case "…": false
        default: scalar.value > 0x7F
        }
    }
}
