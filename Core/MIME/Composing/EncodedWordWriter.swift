/// Writes text as encoded-words (RFC 2047): UTF-8, in whichever of "Q" and "B" is shorter, cut between characters as a reader sees them.
enum EncodedWordWriter {
    /// What of the 75 characters of a word (RFC 2047 section 2) is left for its text.
    private static let capacity = 75 - 12
    /// The same for a word that may stand behind the name of a field of up to 20 characters.
    private static let firstCapacity = capacity - 21

    /// The words, to be separated by white space that does not count.
    ///
    /// Some programs join base64 before they decode it: a word that another one follows has no padding, if that can be.
    static func words(_ text: String, isFirst: Bool) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        let quotedCount = bytes.reduce(0) { $0 + cost($1) }
        let isBase64 = (bytes.count + 2) / 3 * 4 < quotedCount
        var begins = [Bool](repeating: false, count: bytes.count + 1)
        var place = 0
        for character in text {
            begins[place] = true
            place += character.utf8.count
        }
        var words: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = end(bytes, from: start, begins, isBase64, limit: isFirst && start == 0 ? firstCapacity : capacity)
            words.append(word(bytes[start..<end], isBase64))
            start = end
        }
        return words
    }

    /// Where a word ends: before a character where that can be, else before a scalar.
    private static func end(_ bytes: [UInt8], from start: Int, _ begins: [Bool], _ isBase64: Bool, limit: Int) -> Int {
        var index = start
        var size = 0
        var character: Int?
        var scalar: Int?
        var other: Int?
        while index < bytes.count {
            size = isBase64 ? (index + 3 - start) / 3 * 4 : size + cost(bytes[index])
            guard size <= limit else { return character ?? scalar ?? other ?? index }
            index += 1
            guard index < bytes.count, bytes[index] & 0xC0 != 0x80 else { continue }
            other = index
            guard !isBase64 || (index - start) % 3 == 0 else { continue }
            scalar = index
            if begins[index] { character = index }
        }
        return index
    }

    private static func word(_ bytes: ArraySlice<UInt8>, _ isBase64: Bool) -> [UInt8] {
        var result = Array((isBase64 ? "=?utf-8?B?" : "=?utf-8?Q?").utf8)
        if isBase64 {
            Base64Writer.append(bytes.span, to: &result)
        } else {
            for byte in bytes {
                if byte == ASCII.space {
                    result.append(ASCII.underscore)
                } else if cost(byte) == 1 {
                    result.append(byte)
                } else {
                    result.appendHex(byte, behind: ASCII.equals)
                }
            }
        }
        result += [ASCII.question, ASCII.equals]
        return result
    }

    /// How many characters a byte takes in "Q". What RFC 2047 section 5(3) allows in a phrase is allowed everywhere.
    private static func cost(_ byte: UInt8) -> Int {
        switch byte {
        case ASCII.space, 0x21, ASCII.asterisk, ASCII.plus, ASCII.hyphen, ASCII.slash: 1
        default: byte.isDigit || byte.isLetter ? 1 : 3
        }
    }
}

extension [UInt8] {
    /// Appends a mark and the two digits of a byte, in upper case.
    mutating func appendHex(_ byte: UInt8, behind mark: UInt8) {
        append(mark)
        for digit in [byte >> 4, byte & 15] { append(digit < 10 ? ASCII.zero + digit : 0x37 + digit) }
    }
}
