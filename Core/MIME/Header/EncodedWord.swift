/// One encoded-word, `=?charset?encoding?text?=` (RFC 2047 section 2), as places in the bytes it was found in.
struct EncodedWord {
    /// Lower case, without the language of RFC 2231 section 5.
    var charset: String
    var isBase64: Bool
    /// The encoded text.
    var text: Range<Int>
    /// Index behind the word.
    var end: Int { text.upperBound + 2 }

    private static let maximumCharsetLength = 80

    /// The pieces of `=?charset?encoding?` at `start`, and where the text begins; nil when it is none.
    private static func opening(_ bytes: Span<UInt8>, at start: Int) -> (charset: Range<Int>, isBase64: Bool, text: Int)? {
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
    static func endInAddressList(_ bytes: Span<UInt8>, at start: Int) -> Int? {
        guard let (_, isBase64, text) = opening(bytes, at: start) else { return nil }
        var index = text
        var hasSpace = false
        var hasSeparator = false
        while index + 1 < bytes.count {
            switch bytes[index] {
            case ASCII.question where bytes[index + 1] == ASCII.equals:
                return (isBase64 ? nil : laterEnd(bytes, behind: index)).map { $0 + 2 } ?? index + 2
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
    init?(_ bytes: Span<UInt8>, at start: Int, noTerminatorFrom: inout Int) {
        guard start < noTerminatorFrom, let (charset, isBase64, textStart) = Self.opening(bytes, at: start) else { return nil }
        guard var textEnd = Self.terminator(bytes, from: textStart) else {
            noTerminatorFrom = start
            return nil
        }
        if !isBase64, let later = Self.laterEnd(bytes, behind: textEnd) { textEnd = later }
        var label = charset
        for index in charset where bytes[index] == ASCII.asterisk {
            label = charset.lowerBound..<index
            break
        }
        self.charset = bytes.loweredString(label)
        self.isBase64 = isBase64
        text = textStart..<textEnd
    }

    /// The index of the first `?=`.
    private static func terminator(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while let question = bytes.index(of: ASCII.question, in: index..<bytes.count), question + 1 < bytes.count {
            if bytes[question + 1] == ASCII.equals { return question }
            index = question + 1
        }
        return nil
    }

    /// Where a "Q" word ends whose text has a bare question mark before an escape (`?=21?=`): at the `?=` that white space, a closing
    /// parenthesis, a quote or the end follows. nil where `end` is the end after all.
    ///
    /// The search ends with the first white space or special, and before another opening: many ends stay linear.
    private static func laterEnd(_ bytes: Span<UInt8>, behind end: Int) -> Int? {
        guard end + 3 < bytes.count, bytes[end + 2].hexValue != nil, bytes[end + 3].hexValue != nil else { return nil }
        var index = end + 4
        while index + 1 < bytes.count {
            switch bytes[index] {
            case ASCII.question where bytes[index + 1] == ASCII.equals:
                if index + 2 == bytes.count { return index }
                let next = bytes[index + 2]
                if next.isFWS || next == ASCII.rightParenthesis || next == ASCII.quote || next == ASCII.less { return index }
                guard next.hexValue != nil, index + 3 < bytes.count, bytes[index + 3].hexValue != nil else { return nil }
            case ASCII.equals where bytes[index + 1] == ASCII.question: return nil
            case ASCII.less, ASCII.greater, ASCII.quote, ASCII.comma, ASCII.semicolon, ASCII.at: return nil
            case let byte: if byte.isFWS { return nil }
            }
            index += 1
        }
        return nil
    }

    // MARK: Text

    /// Appends the decoded bytes of the text.
    func append(from bytes: Span<UInt8>, to buffer: inout [UInt8], _ log: inout DefectLog) {
        let hasSpace = bytes.contains(in: text, where: \.isFWS)
        if hasSpace { log.note(.encodedWordWithSpace, "white space inside an encoded-word") }
        let isDamaged: Bool
        if isBase64 {
            var damage = DefectLog()
            buffer += Base64.decode(bytes.extracting(text), &damage)
            isDamaged = damage.contains(.base64InvalidCharacter) && !hasSpace || damage.contains(.base64PartialQuantum)
        } else {
            isDamaged = appendQ(from: bytes, to: &buffer)
        }
        if isDamaged { log.note(.invalidEncodedWord, "text of an encoded-word is not valid in its encoding") }
    }

    /// The "Q" encoding of RFC 2047 section 4.2; true when something in it is not valid.
    private func appendQ(from bytes: Span<UInt8>, to buffer: inout [UInt8]) -> Bool {
        if buffer.isEmpty { buffer.reserveCapacity(text.count) }
        var isDamaged = false
        var index = text.lowerBound
        while index < text.upperBound {
            switch bytes[index] {
            case ASCII.underscore: buffer.append(ASCII.space)
            case ASCII.cr, ASCII.lf: break
            case ASCII.equals:
                if index + 2 < text.upperBound, let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue {
                    buffer.append(high << 4 | low)
                    index += 2
                } else {
                    buffer.append(ASCII.equals)
                    isDamaged = true
                }
            case ASCII.question:
                buffer.append(ASCII.question)
                if index + 1 < text.upperBound, bytes[index + 1] == ASCII.equals { isDamaged = true }
            case let byte: buffer.append(byte)
            }
            index += 1
        }
        return isDamaged
    }
}
