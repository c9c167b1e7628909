/// The shared UTF-16 decoder (Encoding Standard 14.2).
enum UTF16Decoder {
    static func decode(_ bytes: Span<UInt8>, isBigEndian: Bool, into sink: inout UTF8Sink) {
        var position = 0
        while position + 1 < bytes.count {
            let unit = self.unit(bytes, position, isBigEndian)
            position += 2
            switch unit {
            case 0xD800...0xDBFF:
                guard position + 1 < bytes.count else {
                    // The end, with or without one more byte, is one error.
                    sink.appendError()
                    return
                }
                let trail = self.unit(bytes, position, isBigEndian)
                if 0xDC00...0xDFFF ~= trail {
                    sink.append(scalar: 0x1_0000 + (unit - 0xD800) << 10 + (trail - 0xDC00))
                    position += 2
                } else {
                    sink.appendError()
                }
            case 0xDC00...0xDFFF: sink.appendError()
            default: sink.append(scalar: unit)
            }
        }
        if position < bytes.count { sink.appendError() }
    }

    @inline(__always)
    private static func unit(_ bytes: Span<UInt8>, _ position: Int, _ isBigEndian: Bool) -> UInt32 {
        let first = UInt32(bytes[position])
        let second = UInt32(bytes[position + 1])
        return isBigEndian ? first << 8 | second : second << 8 | first
    }
}
