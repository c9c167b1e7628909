import Mail

/// Text of a notification made safe to show: somebody else chose every character of it.
package enum CleanText {
    /// One line: what nobody sees becomes a space, spaces are one, and what is longer than `limit` characters is cut.
    ///
    /// Unlike ``PrintableText``, nothing is shown as an escape: this is for a subject and for names, where one would only be in the way.
    package static func line(_ text: String, limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        var space = false
        for scalar in text.unicodeScalars {
            if isHidden(scalar) || scalar.properties.isWhitespace {
                space = !result.isEmpty
                continue
            }
            if count + (space ? 2 : 1) > limit {
                if count == limit, !result.isEmpty { result.removeLast() }
                result.append("…")
                break
            }
            if space {
                result.append(" ")
                count += 1
                space = false
            }
            result.append(scalar)
            count += 1
        }
        return String(result)
    }

    /// Text of more lines: they end with LF, a tab is two spaces, other things that nobody sees are shown as escapes; what is longer than
    /// `limit` bytes is cut, and it is said how much is missing.
    package static func block(_ text: String, limit: Int) -> String {
        var result = ""
        var scalars = text.unicodeScalars.makeIterator()
        var taken = 0
        var size = 0
        var afterReturn = false
        while let scalar = scalars.next() {
            let piece = shown(scalar, afterReturn: afterReturn)
            guard size + piece.utf8.count <= limit else {
                return trimmed(result) + "\n\n" + cutNote(text.utf8.count - taken)
            }
            size += piece.utf8.count
            result += piece
            taken += UTF8.width(scalar)
            afterReturn = scalar == "\r"
        }
        return trimmed(result)
    }

    /// What stands for the rest of something.
    package static func cutNote(_ bytes: Int) -> String {
        "[The rest is not shown: \(NumberWords.grouped(bytes)) more \(bytes == 1 ? "byte" : "bytes").]"
    }

    private static func shown(_ scalar: Unicode.Scalar, afterReturn: Bool) -> String {
        switch scalar {
        case "\r": "\n"
        case "\n": afterReturn ? "" : "\n"
        case "\t": "  "
        case "\u{FEFF}": ""
        // They join letters and emoji, and cannot turn anything round.
        case "\u{200C}", "\u{200D}": String(scalar)
        case "\u{2028}", "\u{2029}": "\n"
        case _ where isHidden(scalar): "\\u{\(String(scalar.value, radix: 16))}"
        default: String(scalar)
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator: false
        case .privateUse: true
        default: scalar.isInvisible
        }
    }

    /// Without empty lines before and after it.
    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let last = text.unicodeScalars.last, last == "\n" || last == " " { text.unicodeScalars.removeLast() }
        while text.unicodeScalars.first == "\n" { text.unicodeScalars.removeFirst() }
        return String(text)
    }
}
