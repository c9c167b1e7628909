extension Surface {
    /// How long an address can be.
    private static let longestAddress = 4096

    /// Marks addresses in the text, web and mail, and takes those of the web as links where the source has no element around them.
    mutating func findAddresses() {
        var index = 0
        while index < count {
            let scalar = folded[index]
            if scalar == "h" || scalar == "w", index == 0 || !scalars[index - 1].isAlphanumeric, let end = addressEnd(index) {
                let isText = !looks[index].contains(.link)
                if isText, scalar == "h", source != .subject { appendLink(index..<end) }
                mark(index..<end)
                index = end
            } else if scalar == "@" {
                let range = mailAddress(around: index)
                mark(range)
                index = max(index + 1, range.upperBound)
            } else {
                index += 1
            }
        }
        links.sort { $0.offset < $1.offset }
    }

    private mutating func mark(_ range: Range<Int>) {
        for index in range { looks[index].insert(.address) }
    }

    private mutating func appendLink(_ range: Range<Int>) {
        var target = String.UnicodeScalarView()
        for index in range where !scalars[index].isBlank { target.append(scalars[index]) }
        links.append(Link(target: String(target), text: range, offset: Int(offsets[range.lowerBound])))
    }

    private func begins(_ index: Int, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length < count else { return false }
        return word.withUTF8Buffer { bytes in (0..<length).allSatisfy { folded[index + $0].value == UInt32(bytes[$0]) } }
    }

    /// Where the address ends that begins here; nil when none does.
    private func addressEnd(_ start: Int) -> Int? {
        let scheme: Int
        if begins(start, "https://") {
            scheme = 8
        } else if begins(start, "http://") {
            scheme = 7
        } else if begins(start, "www.") {
            scheme = 4
        } else {
            return nil
        }
        if start > 0, scalars[start - 1] == "<", let end = bracketedEnd(start + scheme) { return end }
        var end = start + scheme
        let limit = min(count, start + Self.longestAddress)
        var isHost = true
        // Addresses in text hold ASCII but for names of hosts: what follows in other scripts is the next word.
        while end < limit, Self.isAddressPart(scalars[end]) || isHost && scalars[end].value >= 0x80 && scalars[end].isTextual {
            if scalars[end] == "/" || scalars[end] == "?" { isHost = false }
            end += 1
        }
        end = trimmed(start + scheme, end)
        return end > start + scheme ? end : nil
    }

    /// The end of an address in angle brackets, which may be wrapped (RFC 3986 appendix C).
    private func bracketedEnd(_ start: Int) -> Int? {
        var end = start
        let limit = min(count, start + Self.longestAddress)
        while end < limit, Self.isAddressPart(scalars[end]) || scalars[end] == "\n" { end += 1 }
        return end < limit && scalars[end] == ">" && end > start ? end : nil
    }

    private static func isAddressPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "\"", "`", "{", "}", "|", "\\", "^": false
        default: scalar.value > 0x20 && scalar.value < 0x7F
        }
    }

    /// Without the punctuation of the sentence around it.
    private func trimmed(_ start: Int, _ limit: Int) -> Int {
        var end = limit
        var open = 0
        for scalar in scalars[start..<end] {
            if scalar == "(" || scalar == "[" { open += 1 }
            if scalar == ")" || scalar == "]" { open -= 1 }
        }
        while end > start {
            switch scalars[end - 1] {
            case ".", ",", ":", ";", "!", "?", "'", "*", "_", "~": end -= 1
            case ")", "]":
                guard open < 0 else { return end }
                open += 1
                end -= 1
            default: return end
            }
        }
        return end
    }

    /// The word around an `@`.
    private func mailAddress(around at: Int) -> Range<Int> {
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isAlphanumeric || scalar == "." || scalar == "-" || scalar == "_" || scalar == "+"
        }
        var start = at
        while start > 0, at - start < 64, isPart(scalars[start - 1]) { start -= 1 }
        var end = at + 1
        while end < count, end - at < 256, isPart(scalars[end]) { end += 1 }
        return start < at && end > at + 1 ? start..<end : at..<at + 1
    }
}
