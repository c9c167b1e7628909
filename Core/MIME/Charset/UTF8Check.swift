/// Whether bytes are UTF-8 (RFC 3629 section 4): ASCII in sixteens, two-byte characters by fours, others one by one.
enum UTF8Check {
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            return isValid(UnsafeRawPointer(start), buffer.count)
        }
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    private static func isValid(_ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        @inline(__always) func byte(_ index: Int) -> UInt8 { bytes.load(fromByteOffset: index, as: UInt8.self) }
        @inline(__always) func isContinuation(_ index: Int) -> Bool { index < count && byte(index) & 0xC0 == 0x80 }
        var index = 0
        while index < count {
            if index + 16 <= count {
                let low = word(bytes, index) & highBits
                let high = word(bytes, index + 8) & highBits
                if low | high == 0 {
                    index += 16
                    continue
                }
                index += low != 0 ? low.trailingZeroBitCount >> 3 : 8 + high.trailingZeroBitCount >> 3
            }
            switch byte(index) {
            case 0..<0x80: index += 1
            case 0xC2..<0xE0:
                guard isContinuation(index + 1) else { return false }
                index = pairsEnd(bytes, index + 2, count)
            case 0xE0..<0xF0:
                guard isContinuation(index + 1), isContinuation(index + 2), isAllowed(byte(index), byte(index + 1)) else { return false }
                index = triplesEnd(bytes, index + 3, count)
            case 0xF0..<0xF5:
                guard isContinuation(index + 1), isContinuation(index + 2), isContinuation(index + 3),
                    isAllowed(byte(index), byte(index + 1))
                else { return false }
                index += 4
            default: return false
            }
        }
        return true
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawPointer, _ index: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
    }

    /// No character in more bytes than it needs, no surrogates, nothing beyond U+10FFFF.
    @inline(__always)
    private static func isAllowed(_ lead: UInt8, _ second: UInt8) -> Bool {
        switch lead {
        case 0xE0: second >= 0xA0
        case 0xED: second < 0xA0
        case 0xF0: second >= 0x90
        case 0xF4: second < 0x90
        default: true
        }
    }

    /// Where a run of two-byte characters ends, by fours.
    @inline(__always)
    private static func pairsEnd(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int {
        var index = start
        while index + 8 <= count {
            let four = word(bytes, index)
            guard four & 0xC0E0_C0E0_C0E0_C0E0 == 0x80C0_80C0_80C0_80C0,
                // 0xC0 and 0xC1 begin no character.
                (four & 0x001E_001E_001E_001E &+ 0x007F_007F_007F_007F) & 0x0080_0080_0080_0080 == 0x0080_0080_0080_0080
            else { break }
            index += 8
        }
        return index
    }

    /// Where a run of three-byte characters ends.
    @inline(__always)
    private static func triplesEnd(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int {
        var index = start
        while index + 4 <= count {
            let three = bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self).littleEndian
            guard three & 0x00C0_C0F0 == 0x0080_80E0, isAllowed(UInt8(truncatingIfNeeded: three), UInt8(truncatingIfNeeded: three >> 8))
            else { break }
            index += 3
        }
        return index
    }
}
