/// HZ-GB-2312 (RFC 1843): GB 2312 between `~{` and `~}`.
///
/// The Encoding Standard does not decode it, for the same reason as ``ISO2022KRDecoder``.
enum HZDecoder {
    static func decode(_ bytes: Span<UInt8>, into sink: inout UTF8Sink) {
        let index = IndexTable.gb18030
        var isGB = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == ASCII.tilde {
                guard position < bytes.count, let length = escape(bytes, at: position, &isGB, into: &sink) else {
                    sink.appendError()
                    continue
                }
                position += length
            } else if byte >= 0x80 {
                sink.appendError()
            } else if !isGB || byte == ASCII.lf || byte == ASCII.cr {
                // A line begins in ASCII.
                if byte == ASCII.lf { isGB = false }
                sink.append(UInt32(byte))
            } else {
                guard byte >= 0x21, position < bytes.count, 0x21...0x7E ~= bytes[position] else {
                    sink.appendError()
                    continue
                }
                let entry = index[(Int(byte) + 0x80 - 0x81) * 190 + Int(bytes[position]) + 0x80 - 0x41]
                position += 1
                if entry != 0 { sink.append(entry) } else { sink.appendError() }
            }
        }
    }

    /// Reads what follows a tilde; how many bytes that is, or nil where it means nothing.
    private static func escape(_ bytes: Span<UInt8>, at position: Int, _ isGB: inout Bool, into sink: inout UTF8Sink) -> Int? {
        switch bytes[position] {
        case 0x7B: isGB = true
        case 0x7D: isGB = false
        case ASCII.tilde: sink.append(UInt32(ASCII.tilde))
        // The line goes on.
        case ASCII.lf: break
        case ASCII.cr where position + 1 < bytes.count && bytes[position + 1] == ASCII.lf: return 2
        default: return nil
        }
        return 1
    }
}
