/// Writes text as encoded-words (RFC 2047): UTF-8, in whichever of "Q" and "B" is shorter, cut between characters as a reader sees them.
enum EncodedWordWriter {
    /// What of the 75 characters of a word (RFC 2047 section 2) is left for its text.
    private static let capacity = 75 - 12
    /// The same for a word that may stand behind the name of a field of up to 20 characters.
    private static let firstCapacity = capacity - 21

    /// The words, to be separated by white space that does not count.
    static func words(_ text: String, isFirst: Bool) -> [[UInt8]] {
        var count = 0
        var quotedCount = 0
        for byte in text.utf8 {
            count += 1
            quotedCount += cost(byte)
        }
        let isBase64 = (count + 2) / 3 * 4 < quotedCount
        var words: [[UInt8]] = []
        var pending: [UInt8] = []
        var size = 0
        var limit = isFirst ? firstCapacity : capacity

        func grown(by added: Int, _ count: Int) -> Int { isBase64 ? (pending.count + count + 2) / 3 * 4 : size + added }
        func add(_ unit: some Collection<UInt8>) {
            let cost = unit.reduce(0) { $0 + Self.cost($1) }
            if !pending.isEmpty, grown(by: cost, unit.count) > limit {
                words.append(word(pending, isBase64))
                pending.removeAll(keepingCapacity: true)
                size = 0
                limit = capacity
            }
            pending += unit
            size += cost
        }
        for character in text {
            let utf8 = character.utf8
            // A character may have any number of combining marks; a word has to end somewhere.
            if utf8.count > (isBase64 ? firstCapacity / 4 * 3 : firstCapacity / 3) {
                for scalar in character.unicodeScalars { add(UTF8.encode(scalar).map(Array.init) ?? []) }
            } else {
                add(utf8)
            }
        }
        if !pending.isEmpty { words.append(word(pending, isBase64)) }
        return words
    }

    private static func word(_ bytes: [UInt8], _ isBase64: Bool) -> [UInt8] {
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
