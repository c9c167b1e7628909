/// Names of JSON members as people say them.
package enum KeyWords {
    /// `AlarmName` and `alarm_name` become `Alarm name`, `DBInstanceIdentifier` becomes `DB instance identifier`. What is no plain name, such as an ARN or
    /// an address, stays as it is.
    package static func words(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty, bytes.count <= 48, isLetter(bytes[0]),
            bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
        else { return CleanText.line(name, limit: 80) }
        var words: [String] = []
        var word: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
                continue
            }
            if isUpper(byte), let last = word.last {
                // The last capital of several begins the next word: `DBInstance` is `DB Instance`.
                let beginsWord = index + 1 < bytes.count && isLower(bytes[index + 1])
                if !isUpper(last) || beginsWord {
                    words.append(String(decoding: word, as: UTF8.self))
                    word = []
                }
            }
            word.append(byte)
        }
        words.append(String(decoding: word, as: UTF8.self))
        let cased = words.filter { !$0.isEmpty }.enumerated().map { index, word in
            let isAbbreviation = word.utf8.count > 1 && word.utf8.allSatisfy { isUpper($0) || isDigit($0) }
            if isAbbreviation { return word }
            return index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word.lowercased()
        }
        return cased.isEmpty ? name : cased.joined(separator: " ")
    }

    private static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
    private static func isLower(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
    private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
