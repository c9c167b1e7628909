/// Whether bytes are UTF-8 (RFC 3629 section 4).
///
/// Sixteen bytes at a time, each compared with the three before it: what it costs does not depend on where characters begin and end.
enum UTF8Check {
    private static let width = 16

    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            let bytes = UnsafeRawPointer(start)
            // A block looks three bytes back.
            guard let first = charactersEnd(bytes, 0, buffer.count, atLeast: min(3, buffer.count)) else { return false }
            guard first + width <= buffer.count else { return charactersEnd(bytes, first, buffer.count, atLeast: buffer.count) != nil }
            return areBlocksValid(bytes, first, buffer.count) && endsWithCharacter(bytes, buffer.count)
        }
    }

    /// How many bytes there are without a character of UTF-8 at the end of which something is missing.
    static func wholeCount(_ bytes: Span<UInt8>) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return length > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }

    // MARK: Blocks

    private typealias Mask = SIMD2<UInt64>

    private static func areBlocksValid(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int) -> Bool {
        // The last one may look at bytes that the one before has seen.
        let last = count &- width
        var index = start
        var errors = Mask.zero
        var isBehindASCII = false
        while true {
            let words = bytes.loadUnaligned(fromByteOffset: index, as: Mask.self)
            if (words[0] | words[1]) & 0x8080_8080_8080_8080 == 0 {
                if !isBehindASCII, !endsWithCharacter(bytes, index) { return false }
                isBehindASCII = true
            } else {
                errors |= self.errors(bytes, index)
                isBehindASCII = false
            }
            if index == last { break }
            index = min(index &+ width, last)
        }
        return errors[0] | errors[1] == 0
    }

    /// Lanes that are set where a byte is not what the bytes before it want.
    @inline(__always)
    private static func errors(_ bytes: UnsafeRawPointer, _ index: Int) -> Mask {
        @inline(__always) func block(_ back: Int) -> SIMD16<UInt8> {
            bytes.loadUnaligned(fromByteOffset: index &- back, as: SIMD16<UInt8>.self)
        }
        @inline(__always) func all(_ value: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: value) }
        @inline(__always) func equal(_ lanes: SIMD16<UInt8>, _ value: UInt8) -> Mask { unsafeBitCast(lanes .== all(value), to: Mask.self) }
        @inline(__always) func below(_ lanes: SIMD16<UInt8>, _ value: UInt8) -> Mask { unsafeBitCast(lanes .< all(value), to: Mask.self) }
        let (byte, first, second, third) = (block(0), block(1), block(2), block(3))
        let isContinuation = below(byte, 0xC0) & ~below(byte, 0x80)
        let isWanted = ~(below(first, 0xC0) & below(second, 0xE0) & below(third, 0xF0))
        // No character in more bytes than it needs, no surrogates, nothing beyond U+10FFFF.
        let isNoLead = equal(byte, 0xC0) | equal(byte, 0xC1) | ~below(byte, 0xF5)
        let isBelowA0 = below(byte, 0xA0)
        let isBelow90 = below(byte, 0x90)
        let isTooLong = equal(first, 0xE0) & isBelowA0 | equal(first, 0xF0) & isBelow90
        let isOutside = equal(first, 0xED) & ~isBelowA0 | equal(first, 0xF4) & ~isBelow90
        return isContinuation ^ isWanted | isNoLead | isTooLong | isOutside
    }

    /// Whether no character goes on at `end`, which has three bytes before it.
    @inline(__always)
    private static func endsWithCharacter(_ bytes: UnsafeRawPointer, _ end: Int) -> Bool {
        @inline(__always) func byte(_ back: Int) -> UInt8 { bytes.load(fromByteOffset: end &- back, as: UInt8.self) }
        return byte(1) < 0xC0 && byte(2) < 0xE0 && byte(3) < 0xF0
    }

    // MARK: Characters

    /// Goes from character to character until `minimum` is reached; nil when one is not valid.
    private static func charactersEnd(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int, atLeast minimum: Int) -> Int? {
        var index = start
        while index < minimum {
            let lead = bytes.load(fromByteOffset: index, as: UInt8.self)
            let length =
                switch lead {
                case 0..<0x80: 1
                case 0xC2..<0xE0: 2
                case 0xE0..<0xF0: 3
                case 0xF0..<0xF5: 4
                default: 0
                }
            guard length > 0, length <= count - index else { return nil }
            for next in 1..<length {
                let byte = bytes.load(fromByteOffset: index + next, as: UInt8.self)
                guard byte & 0xC0 == 0x80, next > 1 || isAllowed(lead, byte) else { return nil }
            }
            index += length
        }
        return index
    }

    /// As the blocks have it.
    private static func isAllowed(_ lead: UInt8, _ second: UInt8) -> Bool {
        switch lead {
        case 0xE0: second >= 0xA0
        case 0xED: second < 0xA0
        case 0xF0: second >= 0x90
        case 0xF4: second < 0x90
        default: true
        }
    }
}
