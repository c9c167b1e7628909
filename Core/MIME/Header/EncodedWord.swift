/// One encoded-word, `=?charset?encoding?text?=` (RFC 2047 section 2).
struct EncodedWord {
    /// Lower case, without the language of RFC 2231 section 5.
    var charset: String
    var bytes: [UInt8]
    /// Index behind the word.
    var end: Int
    /// White space in the text, which the grammar forbids.
    var hasSpace: Bool
    /// Defects of its base64 or quoted-printable text.
    var isDamaged: Bool

    private static let maximumCharsetLength = 80

    static func mayContain(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast().contains { bytes[$0] == ASCII.equals && bytes[$0 + 1] == ASCII.question }
    }

    /// The pieces of `=?charset?encoding?` at `start`, and where the text begins; nil when it is none.
    private static func opening(_ bytes: [UInt8], at start: Int) -> (charset: Range<Int>, isBase64: Bool, text: Int)? {
        guard start + 7 < bytes.count, bytes[start] == ASCII.equals, bytes[start + 1] == ASCII.question else { return nil }
        var index = start + 2
        while index < bytes.count, bytes[index].isTokenCharacter, index - start <= maximumCharsetLength { index += 1 }
        guard index > start + 2, index + 3 < bytes.count, bytes[index] == ASCII.question, bytes[index + 2] == ASCII.question
        else { return nil }
        let encoding = bytes[index + 1].lowered
        guard encoding == 0x62 || encoding == 0x71 else { return nil }
        return ((start + 2)..<index, encoding == 0x62, index + 3)
    }

    /// The index behind the word at `start` where it stands in an address list; nil when it is none, or might hold an address.
    ///
    /// Angle brackets, quotes or another opening say that the word had no end and this is that of another one; so does a separator together
    /// with white space. A separator alone is what senders leave in a name: `=?utf-8?Q?Doe,_Jane?=`.
    /// No search goes past the next opening, so that many openings stay linear.
    static func endInAddressList(_ bytes: [UInt8], at start: Int) -> Int? {
        guard var index = opening(bytes, at: start)?.text else { return nil }
        var hasSpace = false
        var hasSeparator = false
        while index + 1 < bytes.count {
            switch bytes[index] {
            case ASCII.question where bytes[index + 1] == ASCII.equals: return index + 2
            // `=?=` is the end of a word whose text ends with `=`, as base64 does.
            case ASCII.equals where bytes[index + 1] == ASCII.question && (index + 2 == bytes.count || bytes[index + 2] != ASCII.equals):
                return nil
            case ASCII.less, ASCII.greater, ASCII.quote: return nil
            case ASCII.comma, ASCII.semicolon: hasSeparator = true
            case let byte: hasSpace = hasSpace || byte.isFWS
            }
            if hasSpace, hasSeparator { return nil }
            index += 1
        }
        return nil
    }

    /// Reads the word that begins at `start`; nil when there is none.
    ///
    /// `noTerminatorFrom` remembers the place behind which no `?=` is left, so that many openings without an end stay linear.
    init?(_ bytes: [UInt8], at start: Int, noTerminatorFrom: inout Int) {
        guard start < noTerminatorFrom, let (charset, isBase64, textStart) = Self.opening(bytes, at: start) else { return nil }
        guard let textEnd = Self.terminator(bytes, from: textStart) else {
            noTerminatorFrom = start
            return nil
        }
        let text = textStart..<textEnd
        self.charset = String(bytes[charset].loweredString.prefix { $0 != "*" })
        end = text.upperBound + 2
        hasSpace = bytes[text].contains(where: \.isFWS)
        var log = DefectLog()
        if isBase64 {
            self.bytes = Base64.decode(bytes[text].span, &log)
            isDamaged = log.contains(.base64InvalidCharacter) && !hasSpace || log.contains(.base64PartialQuantum)
        } else {
            (self.bytes, isDamaged) = Self.decodeQ(bytes[text])
        }
    }

    /// The index of the first `?=`.
    private static func terminator(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == ASCII.question, bytes[index + 1] == ASCII.equals { return index }
            index += 1
        }
        return nil
    }

    /// The "Q" encoding of RFC 2047 section 4.2.
    private static func decodeQ(_ text: ArraySlice<UInt8>) -> ([UInt8], Bool) {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isDamaged = false
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case ASCII.underscore: result.append(ASCII.space)
            case ASCII.cr, ASCII.lf: break
            case ASCII.equals:
                if index + 2 < text.endIndex, let high = text[index + 1].hexValue, let low = text[index + 2].hexValue {
                    result.append(high << 4 | low)
                    index += 2
                } else {
                    result.append(ASCII.equals)
                    isDamaged = true
                }
            case let byte: result.append(byte)
            }
            index += 1
        }
        return (result, isDamaged)
    }
}
