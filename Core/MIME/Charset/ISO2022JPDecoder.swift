/// The ISO-2022-JP decoder (Encoding Standard 12.2.1), with the JIS X 0212 of RFC 1554.
///
/// Unlike the Standard's, an escape sequence directly behind another one is no error: encoded-words are joined before they are decoded, so
/// that the ASCII which ends one meets the JIS X 0208 of the next.
enum ISO2022JPDecoder {
    /// What the bytes stand for, until the next escape sequence.
    private enum Mode {
        case ascii
        case roman
        case katakana
        case jisX0208
        case jisX0212
    }

    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.jisX0208
        var mode = Mode.ascii
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == ASCII.escape {
                if let (next, length) = escapeSequence(bytes, at: position) {
                    mode = next
                    position += length
                } else {
                    sink.appendError()
                }
                continue
            }
            switch mode {
            case .ascii, .roman:
                if byte >= 0x80 || byte == ASCII.shiftOut || byte == ASCII.shiftIn {
                    sink.appendError()
                } else {
                    sink.append(scalar: mode == .roman ? roman(byte) : UInt32(byte))
                }
            case .katakana:
                if 0x21...0x5F ~= byte { sink.append(scalar: 0xFF61 - 0x21 + UInt32(byte)) } else { sink.appendError() }
            case .jisX0208, .jisX0212:
                guard 0x21...0x7E ~= byte, position < bytes.count else {
                    sink.appendError()
                    continue
                }
                let trail = bytes[position]
                guard trail != ASCII.escape else {
                    sink.appendError()
                    continue
                }
                position += 1
                let pointer = (Int(byte) - 0x21) * 94 + Int(trail) - 0x21
                let entry = !(0x21...0x7E ~= trail) ? 0 : mode == .jisX0208 ? index[pointer] : IndexTable.jisX0212[pointer]
                if entry != 0 { sink.append(entry) } else { sink.appendError() }
            }
        }
    }

    /// JIS X 0201 has a yen sign and an overline.
    private static func roman(_ byte: UInt8) -> UInt32 {
        switch byte {
        case ASCII.backslash: 0xA5
        case ASCII.tilde: 0x203E
        default: UInt32(byte)
        }
    }

    /// What the bytes behind an ESC change to, and how many they are.
    private static func escapeSequence(_ bytes: Span<UInt8>, at position: Int) -> (Mode, length: Int)? {
        guard position + 1 < bytes.count else { return nil }
        switch (bytes[position], bytes[position + 1]) {
        case (0x28, 0x42): return (.ascii, 2)
        case (0x28, 0x4A): return (.roman, 2)
        case (0x28, 0x49): return (.katakana, 2)
        case (0x24, 0x40), (0x24, 0x42): return (.jisX0208, 2)
        case (0x24, 0x28) where position + 2 < bytes.count && bytes[position + 2] == 0x44: return (.jisX0212, 3)
        default: return nil
        }
    }
}
