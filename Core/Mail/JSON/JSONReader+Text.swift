import Mail

extension JSONReader {
    /// A text in quotes, of which the first is at the position; RFC 8259 section 7.
    mutating func text() throws(JSONSyntaxError) -> String {
        position += 1
        var content: [UInt8] = []
        while true {
            let start = position
            while let byte, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
            guard String(validating: bytes[start..<position], as: UTF8.self) != nil else {
                position = start + bytes[start..<position].validPrefixLength
                throw error(Complaint("there are bytes that are not UTF-8", "Save the file as UTF-8."))
            }
            content += bytes[start..<position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += String(try escape()).utf8
            case .some(0x0A), .some(0x0D): throw error(Complaint("the line ends within a text", "End the text with a double quote."))
            case .some: throw error(Complaint("there is a control character in a text", "Write it as \\u and four hex digits."))
            case .none: throw error(unexpected("the double quote that ends a text"))
            }
        }
    }

    /// What follows a backslash, and a second one where two make a character.
    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        position += 1
        switch byte {
        case UInt8(ascii: "u"):
            let first = try hexDigits()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // Half of a pair of UTF-16: the other half has to follow.
            if first < 0xDC00, byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") {
                position += 1
                let second = try hexDigits()
                if 0xDC00...0xDFFF ~= second,
                    let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
                {
                    return scalar
                }
            }
            position = start
            throw error(Complaint("\\u names half of a character", "Write the character itself, or both halves."))
        case .some(let byte):
            guard let scalar = Self.escapes[byte] else {
                position = start
                throw error(Complaint("there is a backslash before something that it does not go with", "Write two for one."))
            }
            position += 1
            return scalar
        case .none: throw error(unexpected("the rest of a text"))
        }
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}",
        UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    /// The number after `\u`, of which the `u` is at the position.
    private mutating func hexDigits() throws(JSONSyntaxError) -> UInt16 {
        position += 1
        var number: UInt16 = 0
        for _ in 0..<4 {
            guard let byte, let digit = Self.hexDigit(byte) else { throw error(unexpected("a hex digit")) }
            number = number << 4 | UInt16(digit)
            position += 1
        }
        return number
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// How many bytes at the start are whole characters of UTF-8.
    fileprivate var validPrefixLength: Int {
        var bytes = makeIterator()
        var decoder = UTF8()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&bytes) { length += UTF8.width(scalar) }
        return length
    }
}
