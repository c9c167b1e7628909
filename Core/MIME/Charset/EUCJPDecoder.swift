/// The EUC-JP decoder (Encoding Standard 12.1.1), with half-width katakana and JIS X 0212.
enum EUCJPDecoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.jisX0208
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            guard lead >= 0x80 else {
                position = sink.appendASCII(bytes, from: position)
                continue
            }
            position += 1
            guard lead == 0x8E || lead == 0x8F || 0xA1...0xFE ~= lead, position < bytes.count else {
                sink.appendError()
                continue
            }
            let trail = bytes[position]
            var entry: UInt32 = 0
            var last = position
            if 0xA1...0xFE ~= trail {
                if lead == 0x8E {
                    entry = trail <= 0xDF ? UTF8Sink.entry(0xFF61 - 0xA1 + UInt32(trail)) : 0
                } else if lead != 0x8F {
                    entry = index[row(lead, trail)]
                } else {
                    last += 1
                    guard last < bytes.count else {
                        sink.appendError()
                        return
                    }
                    let third = bytes[last]
                    entry = 0xA1...0xFE ~= third ? IndexTable.jisX0212[row(trail, third)] : 0
                }
            }
            if entry != 0 {
                sink.append(entry)
                position = last + 1
            } else {
                sink.appendError()
                position = bytes[last] < 0x80 ? last : last + 1
            }
        }
    }

    @inline(__always)
    private static func row(_ lead: UInt8, _ trail: UInt8) -> Int { (Int(lead) - 0xA1) * 94 + Int(trail) - 0xA1 }
}
