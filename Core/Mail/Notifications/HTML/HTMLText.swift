/// Text within HTML.
enum HTMLText {
    /// Text that stands between tags, or in the quotes of an attribute.
    static func escaped(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "\""): result += "&quot;".utf8
            case UInt8(ascii: "'"): result += "&#39;".utf8
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Escaped, with its line ends and its runs of spaces kept: not every mail client knows `white-space`.
    static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var result = ""
            var afterSpace = true
            for piece in escaped(String(line)).unicodeScalars {
                if piece == " ", afterSpace { result += "&nbsp;" } else { result.unicodeScalars.append(piece) }
                afterSpace = piece == " "
            }
            return result
        }.joined(separator: "<br>\n")
    }

    /// Whether text seems to have columns, for which letters have to be of one width.
    static func isTable(_ text: String) -> Bool {
        text.split(separator: "\n").prefix(200).count { line in
            var run = 0
            var hasLetters = false
            for byte in line.utf8 {
                run = byte == 0x20 ? run + 1 : 0
                if run >= 3, hasLetters { return true }
                if byte != 0x20 { hasLetters = true }
            }
            return false
        } >= 2
    }
}
