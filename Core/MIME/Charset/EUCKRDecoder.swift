/// The EUC-KR decoder (Encoding Standard 13.1), which is Windows-949.
enum EUCKRDecoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.eucKR
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
            let entry = 0x41...0xFE ~= trail ? index[(Int(lead) - 0x81) * 190 + Int(trail) - 0x41] : 0
            if entry != 0 {
                sink.append(entry)
                position += 1
            } else {
                sink.appendError()
                if trail >= 0x80 { position += 1 }
            }
        }
    }
}
