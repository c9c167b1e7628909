/// What Big5 and EUC-KR have in common: ASCII, and pairs whose first byte is 0x81 to 0xFE (Encoding Standard 11.1 and 13.1).
enum DoubleByteDecoder {
    /// - Parameter entry: what the sink takes for a pair; 0 for a pair that has no character.
    @inline(__always)
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink, entry: (_ lead: UInt8, _ trail: UInt8) -> UInt32) {
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            guard lead >= 0x80 else {
                position = sink.appendASCII(bytes, from: position)
                continue
            }
            position += 1
            guard 0x81...0xFE ~= lead, position < bytes.count else {
                sink.appendError()
                continue
            }
            let trail = bytes[position]
            let entry = entry(lead, trail)
            if entry != 0 {
                sink.append(entry)
                position += 1
            } else {
                sink.appendError()
                // An ASCII byte is read again: what breaks a pair hides no delimiter.
                if trail >= 0x80 { position += 1 }
            }
        }
    }
}
