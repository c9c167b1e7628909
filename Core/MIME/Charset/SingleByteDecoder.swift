/// The characters of a charset that has one byte for each, as entries of ``UTF8Sink`` by byte.
struct SingleByteTable: Sendable {
    /// U+FFFD where the charset has none.
    let entries: [UInt32]

    /// Expands the text of the characters of 0x80 to 0xFF.
    init(_ text: StaticString) {
        entries = Array(0..<0x80) + IndexTable.entries(of: text).map { $0 == 0 ? UTF8Sink.replacement : $0 }
    }
}

/// The single-byte decoder (Encoding Standard 9.1), also for x-user-defined (14.5).
enum SingleByteDecoder {
    static func decode(_ bytes: Span<UInt8>, _ table: SingleByteTable, into sink: inout UTF8Sink) {
        let entries = table.entries.span
        let raw = bytes.bytes
        var position = 0
        while position < bytes.count {
            if position + 8 <= bytes.count {
                let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
                if word & 0x8080_8080_8080_8080 != 0 {
                    sink.append(eight: word, of: entries)
                    position += 8
                    continue
                }
            }
            if bytes[position] < 0x80 {
                position = sink.appendASCII(bytes, from: position)
            } else {
                let entry = entries[Int(bytes[position])]
                if entry == UTF8Sink.replacement { sink.noteError() }
                sink.append(entry)
                position += 1
            }
        }
    }
}
