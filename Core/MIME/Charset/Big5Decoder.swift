/// The Big5 decoder (Encoding Standard 11.1), with the characters of Hong Kong.
enum Big5Decoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.big5
        DoubleByteDecoder.decode(bytes, into: &sink) { lead, trail in
            guard 0x40...0x7E ~= trail || 0xA1...0xFE ~= trail else { return 0 }
            let pointer = (Int(lead) - 0x81) * 157 + Int(trail) - (trail < 0x7F ? 0x40 : 0x62)
            return pair(pointer) ?? index[pointer]
        }
    }

    /// The four pointers with two scalar values: an E with circumflex and a macron or caron. Both fit into one entry.
    @inline(__always)
    private static func pair(_ pointer: Int) -> UInt32? {
        guard 1133...1166 ~= pointer else { return nil }
        return switch pointer {
        case 1133: 0x84CC_8AC3
        case 1135: 0x8CCC_8AC3
        case 1164: 0x84CC_AAC3
        case 1166: 0x8CCC_AAC3
        default: nil
        }
    }
}
