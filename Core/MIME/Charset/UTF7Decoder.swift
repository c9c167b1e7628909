/// UTF-7 (RFC 2152), which the Encoding Standard does not have.
///
/// A `+` that begins no base64 stays as it is. A surrogate without its other half, and base64 that ends inside a character, are one U+FFFD.
enum UTF7Decoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte >= 0x80 {
                sink.appendError()
            } else if byte != ASCII.plus {
                sink.append(UInt32(byte))
            } else if position < bytes.count, bytes[position] == ASCII.hyphen {
                sink.append(UInt32(ASCII.plus))
                position += 1
            } else {
                let end = decodeBase64(bytes, from: position, into: &sink)
                if end == position {
                    sink.append(UInt32(ASCII.plus))
                    sink.noteError()
                }
                position = end
                // The hyphen that ends base64 is no text.
                if position < bytes.count, bytes[position] == ASCII.hyphen { position += 1 }
            }
        }
    }

    /// Reads the base64 of UTF-16 at `start`; the index behind it.
    private static func decodeBase64(_ bytes: Span<UInt8>, from start: Int, into sink: inout UTF8Sink) -> Int {
        var position = start
        var bits: UInt32 = 0
        var bitCount = 0
        var leadSurrogate: UInt32?
        while position < bytes.count, let digit = digit(bytes[position]) {
            position += 1
            bits = (bits << 6 | digit) & 0x3F_FFFF
            bitCount += 6
            guard bitCount >= 16 else { continue }
            bitCount -= 16
            let unit = bits >> UInt32(bitCount) & 0xFFFF
            if let lead = leadSurrogate {
                leadSurrogate = nil
                if 0xDC00...0xDFFF ~= unit {
                    sink.append(scalar: 0x1_0000 + (lead - 0xD800) << 10 + (unit - 0xDC00))
                    continue
                }
                sink.appendError()
            }
            switch unit {
            case 0xD800...0xDBFF: leadSurrogate = unit
            case 0xDC00...0xDFFF: sink.appendError()
            default: sink.append(scalar: unit)
            }
        }
        // What is left of the last digit has to be zero.
        let rest = bits & (1 << UInt32(bitCount) - 1)
        if leadSurrogate != nil || bitCount >= 6 || rest != 0 { sink.appendError() }
        return position
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x61 + 26
        case 0x30...0x39: UInt32(byte) - 0x30 + 52
        case ASCII.plus: 62
        case ASCII.slash: 63
        default: nil
        }
    }
}
