/// An index of the Encoding Standard (section 5): characters by pointer, as entries of ``UTF8Sink``.
struct IndexTable: Sendable {
    private let entries: [UInt32]

    /// Expands the text of a table: a character for each pointer, a full stop where there is none; line ends do not count.
    init(_ text: StaticString) { entries = Self.entries(of: text) }

    /// The entry of a pointer; 0 when there is none.
    @inline(__always)
    subscript(pointer: Int) -> UInt32 { entries.indices.contains(pointer) ? entries[pointer] : 0 }

    /// The entries of a table's text.
    static func entries(of text: StaticString) -> [UInt32] {
        text.withUTF8Buffer { bytes in
            var result: [UInt32] = []
            result.reserveCapacity(bytes.count / 2)
            var index = 0
            while index < bytes.count {
                let first = bytes[index]
                index += 1
                if first == ASCII.lf { continue }
                var entry = UInt32(first)
                var shift: UInt32 = 8
                while index < bytes.count, bytes[index] & 0xC0 == 0x80 {
                    entry |= UInt32(bytes[index]) &<< shift
                    shift += 8
                    index += 1
                }
                result.append(first == ASCII.dot ? 0 : entry)
            }
            return result
        }
    }
}
