extension UInt8 {
    /// What can be beside a tag that stands alone in its line.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    /// What ends a name.
    var isSpace: Bool { self == UInt8(ascii: " ") || (0x09...0x0D).contains(self) }
}

extension [UInt8] {
    /// Where the pattern is first found, from a place on.
    func firstIndex(of pattern: [UInt8], from start: Int, before end: Int? = nil) -> Int? {
        guard let first = pattern.first else { return nil }
        var index = start
        let last = (end ?? count) - pattern.count
        while index <= last {
            if self[index] == first, hasPattern(pattern, at: index) { return index }
            index += 1
        }
        return nil
    }

    private func hasPattern(_ pattern: [UInt8], at start: Int) -> Bool {
        for offset in 1..<Swift.max(1, pattern.count) where self[start + offset] != pattern[offset] { return false }
        return true
    }

    /// Where the next line begins, or the text ends, if there is only white space before; nil where there is something else.
    func endOfBlankLine(from start: Int) -> Int? {
        var index = start
        while index < count, self[index].isBlank { index += 1 }
        if index == count { return index }
        if self[index] == UInt8(ascii: "\r") { index += 1 }
        return index < count && self[index] == UInt8(ascii: "\n") ? index + 1 : nil
    }

    /// Without the white space around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, self[first].isSpace { range.removeFirst() }
        while let last = range.last, self[last].isSpace { range.removeLast() }
        return range
    }

    /// As text for people, in one line and not too long.
    func shown(_ range: Range<Int>) -> String {
        let text = String(decoding: self[range.prefix(160)], as: UTF8.self)
        let line = String(text.prefix(40).map { $0.isNewline || $0.isWhitespace ? " " : $0 })
        return line.utf8.count < range.count ? line + "…" : line
    }
}

extension String {
    /// In quotes, and not too long, for people.
    var quoted: String { "'" + (count > 40 ? prefix(40) + "…" : self) + "'" }
}
