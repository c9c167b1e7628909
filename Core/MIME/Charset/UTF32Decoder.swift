/// UTF-32 (Unicode 3.10), which the Encoding Standard does not have.
enum UTF32Decoder {
    static func decode(_ bytes: Span<UInt8>, isBigEndian: Bool, into sink: inout UTF8Sink) {
        var position = 0
        while position + 3 < bytes.count {
            let unit = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
            let scalar = isBigEndian ? UInt32(bigEndian: unit) : UInt32(littleEndian: unit)
            if scalar < 0xD800 || 0xE000...0x10_FFFF ~= scalar { sink.append(scalar: scalar) } else { sink.appendError() }
            position += 4
        }
        if position < bytes.count { sink.appendError() }
    }
}
