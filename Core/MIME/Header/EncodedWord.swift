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

    /// Where a word that begins at `start` ends, and its pieces; nil when there is none.
    ///
    /// `noTerminatorFrom` remembers the place behind which no `?=` is left, so that many openings without an end stay linear.
    private static func span(
        _ bytes: [UInt8], at start: Int, noTerminatorFrom: inout Int
    ) -> (charset: Range<Int>, isBase64: Bool, text: Range<Int>)? {
        guard start + 7 < bytes.count, bytes[start] == ASCII.equals, bytes[start + 1] == ASCII.question, start < noTerminatorFrom else {
            return nil
        }
        var index = start + 2
        while index < bytes.count, bytes[index].isTokenCharacter, index - start <= maximumCharsetLength { index += 1 }
        guard index > start + 2, index + 3 < bytes.count, bytes[index] == ASCII.question, bytes[index + 2] == ASCII.question
        else { return nil }
        let charset = (start + 2)..<index
        let encoding = bytes[index + 1].lowered
        guard encoding == 0x62 || encoding == 0x71 else { return nil }
        let text = index + 3
        index = text
        while index + 1 < bytes.count {
            if bytes[index] == ASCII.question, bytes[index + 1] == ASCII.equals { return (charset, encoding == 0x62, text..<index) }
            index += 1
        }
        noTerminatorFrom = min(noTerminatorFrom, start)
        return nil
    }

    /// The index behind the encoded-word at `start`, without decoding it.
    static func end(_ bytes: [UInt8], at start: Int, noTerminatorFrom: inout Int) -> Int? {
        span(bytes, at: start, noTerminatorFrom: &noTerminatorFrom).map { $0.text.upperBound + 2 }
    }

    init?(_ bytes: [UInt8], at start: Int, noTerminatorFrom: inout Int) {
        guard let (charset, isBase64, text) = Self.span(bytes, at: start, noTerminatorFrom: &noTerminatorFrom) else { return nil }
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
