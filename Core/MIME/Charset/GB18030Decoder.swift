/// The gb18030 decoder (Encoding Standard 10.2.1), which also reads GBK and GB 2312: they are subsets.
enum GB18030Decoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.gb18030
        var position = 0
        while position < bytes.count {
            let first = bytes[position]
            guard first >= 0x80 else {
                position = sink.appendASCII(bytes, from: position)
                continue
            }
            position += 1
            guard 0x81...0xFE ~= first, position < bytes.count else {
                if first == 0x80 { sink.append(scalar: 0x20AC) } else { sink.appendError() }
                continue
            }
            let second = bytes[position]
            if second.isDigit {
                position = decodeFour(bytes, first, second, at: position, into: &sink)
                continue
            }
            let pointer = (Int(first) - 0x81) * 190 + Int(second) - (second < 0x7F ? 0x40 : 0x41)
            let isTrail = 0x40...0xFE ~= second && second != 0x7F
            let entry = isTrail ? index[pointer] : 0
            if entry != 0 {
                sink.append(entry)
                position += 1
            } else {
                sink.appendError()
                if second >= 0x80 { position += 1 }
            }
        }
    }

    /// A code of four bytes whose second one is at `position`; the index behind what was read.
    private static func decodeFour(
        _ bytes: Span<UInt8>, _ first: UInt8, _ second: UInt8, at position: Int, into sink: inout UTF8Sink
    ) -> Int {
        // The end of the text inside a code is one error, whatever of it is there.
        guard position + 1 < bytes.count else {
            sink.appendError()
            return bytes.count
        }
        let third = bytes[position + 1]
        guard 0x81...0xFE ~= third else {
            sink.appendError()
            return position
        }
        guard position + 2 < bytes.count else {
            sink.appendError()
            return bytes.count
        }
        let fourth = bytes[position + 2]
        guard fourth.isDigit else {
            sink.appendError()
            return position
        }
        let head = (UInt32(first) - 0x81) * 10 + UInt32(second) - 0x30
        let pointer = (head * 126 + UInt32(third) - 0x81) * 10 + UInt32(fourth) - 0x30
        if let scalar = GB18030Ranges.standard.scalar(pointer) { sink.append(scalar: scalar) } else { sink.appendError() }
        return position + 3
    }
}
