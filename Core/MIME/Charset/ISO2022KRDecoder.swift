/// ISO-2022-KR (RFC 1557): KS X 1001 between SO and SI.
///
/// The Encoding Standard does not decode it, lest a browser take bytes for a script that others took for text. A mail reader shows text.
enum ISO2022KRDecoder {
    /// `$)C`, which stands once behind an ESC, before the first SO.
    private static let designator: [UInt8] = [0x24, 0x29, 0x43]

    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.eucKR
        var isShifted = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case ASCII.shiftOut: isShifted = true
            case ASCII.shiftIn: isShifted = false
            case ASCII.escape:
                if position + 3 <= bytes.count, designator.indices.allSatisfy({ bytes[position + $0] == designator[$0] }) {
                    position += 3
                } else {
                    sink.appendError()
                }
            case 0x21...0x7E where isShifted:
                guard position < bytes.count, 0x21...0x7E ~= bytes[position] else {
                    sink.appendError()
                    continue
                }
                let entry = index[(Int(byte) + 0x80 - 0x81) * 190 + Int(bytes[position]) + 0x80 - 0x41]
                position += 1
                if entry != 0 { sink.append(entry) } else { sink.appendError() }
            case 0x80...: sink.appendError()
            default:
                // A line begins unshifted.
                if byte == ASCII.lf { isShifted = false }
                sink.append(UInt32(byte))
            }
        }
    }
}
