/// The Shift_JIS decoder (Encoding Standard 12.3.1), which is Windows-31J.
enum ShiftJISDecoder {
    /// The pointers that are for the user's own characters.
    private static let userDefined = 8836...10715

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
            switch lead {
            case 0x80: sink.append(scalar: 0x80)
            case 0xA1...0xDF: sink.append(scalar: 0xFF61 - 0xA1 + UInt32(lead))
            case 0x81...0x9F, 0xE0...0xFC:
                guard position < bytes.count else {
                    sink.appendError()
                    continue
                }
                let trail = bytes[position]
                let entry = pair(lead, trail, index)
                if entry != 0 {
                    sink.append(entry)
                    position += 1
                } else {
                    sink.appendError()
                    if trail >= 0x80 { position += 1 }
                }
            default: sink.appendError()
            }
        }
    }

    @inline(__always)
    private static func pair(_ lead: UInt8, _ trail: UInt8, _ index: IndexTable) -> UInt32 {
        guard 0x40...0xFC ~= trail, trail != 0x7F else { return 0 }
        let pointer = (Int(lead) - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
        if userDefined ~= pointer { return UTF8Sink.entry(UInt32(0xE000 + pointer - userDefined.lowerBound)) }
        return index[pointer]
    }
}
