/// The ranges of GB18030's four-byte codes (Encoding Standard 5, index gb18030 ranges).
struct GB18030Ranges: Sendable {
    private var starts: [(pointer: UInt32, scalar: UInt32)] = []

    static let standard = GB18030Ranges(text)

    /// Reads `pointer scalar,` pairs in hexadecimal.
    private init(_ text: StaticString) {
        text.withUTF8Buffer { bytes in
            var pointer: UInt32 = 0
            var number: UInt32 = 0
            for byte in bytes {
                if let digit = byte.hexValue {
                    number = number << 4 | UInt32(digit)
                } else if byte == ASCII.comma {
                    starts.append((pointer, number))
                    number = 0
                } else if byte == ASCII.space, number != 0 || starts.isEmpty {
                    pointer = number
                    number = 0
                }
            }
        }
    }

    /// The scalar value of a pointer, or nil.
    func scalar(_ pointer: UInt32) -> UInt32? {
        if 189_000...1_237_575 ~= pointer { return 0x1_0000 + pointer - 189_000 }
        guard pointer <= 39_419 else { return nil }
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle].pointer <= pointer { low = middle } else { high = middle }
        }
        return starts[low].scalar + pointer - starts[low].pointer
    }
}
