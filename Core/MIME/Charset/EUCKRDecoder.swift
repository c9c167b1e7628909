/// The EUC-KR decoder (Encoding Standard 13.1), which is Windows-949.
enum EUCKRDecoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.eucKR
        DoubleByteDecoder.decode(bytes, into: &sink) { lead, trail in
            0x41...0xFE ~= trail ? index[(Int(lead) - 0x81) * 190 + Int(trail) - 0x41] : 0
        }
    }
}
