/// Base64 as RFC 2045 section 6.8 has it: line ends and other characters between the digits do not count.
enum Base64 {
    private static let invalid: UInt8 = 0xFF

    /// The value of each digit; ``invalid`` for every other byte.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, digit) in digits.utf8.enumerated() { table[Int(digit)] = UInt8(value) }
        return table
    }()

    /// Decodes what can be decoded. Characters outside the alphabet are skipped, data behind padding is decoded too,
    /// a single left-over digit is dropped; each is noted.
    static func decode(_ input: Span<UInt8>, _ log: inout DefectLog) -> [UInt8] {
        let capacity = input.count / 4 * 3 + 3
        return [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            let values = values.span
            var quantum: UInt32 = 0
            var digits = 0
            var isPadded = false
            var index = 0
            while index < input.count {
                if digits == 0 {
                    // Whole quanta, as long as nothing but digits comes.
                    while index + 4 <= input.count {
                        let a = values[Int(input[index])]
                        let b = values[Int(input[index + 1])]
                        let c = values[Int(input[index + 2])]
                        let d = values[Int(input[index + 3])]
                        guard a | b | c | d < 64 else { break }
                        if isPadded { break }
                        output[written] = a << 2 | b >> 4
                        output[written + 1] = b << 4 | c >> 2
                        output[written + 2] = c << 6 | d
                        written += 3
                        index += 4
                    }
                    guard index < input.count else { break }
                }
                let byte = input[index]
                index += 1
                let value = values[Int(byte)]
                if value < 64 {
                    if isPadded {
                        log.note(.base64DataAfterPadding, "at byte \(index - 1) of the encoded body; decoded as well")
                        isPadded = false
                    }
                    quantum = quantum << 6 | UInt32(value)
                    digits += 1
                    if digits == 4 {
                        output[written] = UInt8(truncatingIfNeeded: quantum >> 16)
                        output[written + 1] = UInt8(truncatingIfNeeded: quantum >> 8)
                        output[written + 2] = UInt8(truncatingIfNeeded: quantum)
                        written += 3
                        digits = 0
                        quantum = 0
                    }
                } else if byte == ASCII.equals {
                    flush(&quantum, &digits, output, &written, &log)
                    isPadded = true
                } else if !byte.isFWS {
                    log.note(.base64InvalidCharacter, "byte \(index - 1) of the encoded body is not a base64 digit; skipped")
                }
            }
            if digits > 1 { log.note(.base64MissingPadding, "the last quantum has no padding") }
            flush(&quantum, &digits, output, &written, &log)
        }
    }

    /// Writes the bytes of an incomplete quantum.
    private static func flush(
        _ quantum: inout UInt32, _ digits: inout Int, _ output: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int,
        _ log: inout DefectLog
    ) {
        switch digits {
        case 1:
            log.note(.base64PartialQuantum, "a single digit is left over; dropped")
        case 2:
            output[written] = UInt8(truncatingIfNeeded: quantum >> 4)
            written += 1
        case 3:
            output[written] = UInt8(truncatingIfNeeded: quantum >> 10)
            output[written + 1] = UInt8(truncatingIfNeeded: quantum >> 2)
            written += 2
        default: break
        }
        digits = 0
        quantum = 0
    }
}
