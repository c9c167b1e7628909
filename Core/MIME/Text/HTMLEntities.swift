/// Character references of HTML (HTML standard section 13.2.5.72 and following).
package enum HTMLEntities {
    /// A decoded reference: one or two characters, and how many bytes of the source it took.
    package struct Reference {
        package var first: Unicode.Scalar
        package var second: Unicode.Scalar?
        package var length: Int
    }

    private static let replacement: Unicode.Scalar = "\u{FFFD}"
    /// The longest name has 31 letters and digits.
    private static let longestName = 31
    /// The longest name that counts without a semicolon.
    private static let longestBareName = 6

    /// What 0x80 to 0x9F mean in a numeric reference: the characters of Windows-1252, where it has one.
    private static let c1: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// Where each entry of the table begins.
    private static let offsets: [UInt16] = table.withUTF8Buffer { bytes in
        var result: [UInt16] = [0]
        for (index, byte) in bytes.enumerated() where byte == ASCII.space { result.append(UInt16(truncatingIfNeeded: index + 1)) }
        return result
    }

    /// The reference whose ampersand is at `index`, or nil where the ampersand is only text.
    /// - Parameter isAttribute: `&copy=1` in an attribute is no reference, so that old query strings stay whole.
    package static func reference(_ bytes: [UInt8], at index: Int, end: Int, isAttribute: Bool) -> Reference? {
        guard index + 1 < end else { return nil }
        if bytes[index + 1] == 0x23 { return numeric(bytes, at: index, end: end) }
        var nameEnd = index + 1
        let limit = min(end, index + 1 + longestName)
        while nameEnd < limit, bytes[nameEnd].isLetter || bytes[nameEnd].isDigit { nameEnd += 1 }
        guard nameEnd > index + 1 else { return nil }
        if nameEnd < end, bytes[nameEnd] == ASCII.semicolon, let entry = lookup(bytes, index + 1..<nameEnd) {
            return Reference(first: entry.first, second: entry.second, length: nameEnd + 1 - index)
        }
        var length = min(nameEnd - index - 1, longestBareName)
        while length > 1 {
            let bareEnd = index + 1 + length
            if let entry = lookup(bytes, index + 1..<bareEnd), entry.isBare {
                let next = bareEnd < end ? bytes[bareEnd] : ASCII.space
                if isAttribute, next == ASCII.equals || next.isLetter || next.isDigit { return nil }
                return Reference(first: entry.first, second: entry.second, length: length + 1)
            }
            length -= 1
        }
        return nil
    }

    private static func numeric(_ bytes: [UInt8], at index: Int, end: Int) -> Reference? {
        var position = index + 2
        let isHexadecimal = position < end && bytes[position].lowered == 0x78
        if isHexadecimal { position += 1 }
        let start = position
        var value: UInt32 = 0
        while position < end, let digit = isHexadecimal ? bytes[position].hexValue : bytes[position].isDigit ? bytes[position] & 15 : nil {
            // Stays above every code point once it is there.
            if value < 0x110000 { value = value * (isHexadecimal ? 16 : 10) + UInt32(digit) }
            position += 1
        }
        guard position > start else { return nil }
        if position < end, bytes[position] == ASCII.semicolon { position += 1 }
        if value >= 0x80, value < 0xA0 { value = UInt32(c1[Int(value) - 0x80]) }
        let scalar = value == 0 ? replacement : Unicode.Scalar(value) ?? replacement
        return Reference(first: scalar, second: nil, length: position - index)
    }

    private static func lookup(
        _ bytes: [UInt8], _ name: Range<Int>
    ) -> (first: Unicode.Scalar, second: Unicode.Scalar?, isBare: Bool)? {
        table.withUTF8Buffer { table in
            var low = 0
            var high = offsets.count
            while low < high {
                let middle = (low + high) / 2
                var position = Int(offsets[middle])
                var index = name.lowerBound
                while index < name.upperBound, table[position] == bytes[index] {
                    position += 1
                    index += 1
                }
                let mark = table[position]
                // Colon and semicolon sort before letters and behind digits; a name that ends here sorts before both.
                let hasNameEnded = mark == ASCII.semicolon || mark == ASCII.colon
                if index == name.upperBound {
                    if hasNameEnded { return entry(table, position) }
                    high = middle
                } else if hasNameEnded || mark < bytes[index] {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return nil
        }
    }

    /// Reads the code points behind the mark at `position`.
    private static func entry(
        _ table: UnsafeBufferPointer<UInt8>, _ position: Int
    ) -> (first: Unicode.Scalar, second: Unicode.Scalar?, isBare: Bool)? {
        var codes: (UInt32, UInt32?) = (0, nil)
        var index = position + 1
        while index < table.count {
            if let digit = table[index].hexValue {
                if let second = codes.1 { codes.1 = second << 4 | UInt32(digit) } else { codes.0 = codes.0 << 4 | UInt32(digit) }
            } else if table[index] == ASCII.comma {
                codes.1 = 0
            } else {
                break
            }
            index += 1
        }
        guard let first = Unicode.Scalar(codes.0) else { return nil }
        return (first, codes.1.flatMap(Unicode.Scalar.init), table[position] == ASCII.colon)
    }
}
