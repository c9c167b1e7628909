/// Searches over raw bytes. Comparisons of wide vectors are looked at as 64-bit words: `any` and single lanes are slow.
package enum ByteScan {
    /// The index of the first `byte` in `range`, or nil.
    package static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        var index = range.lowerBound
        let raw = bytes.bytes
        let pattern = SIMD16<UInt8>(repeating: byte)
        while index + 16 <= range.upperBound {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
            if let offset = (chunk .== pattern).firstLane { return index + offset }
            index += 16
        }
        while index < range.upperBound {
            if bytes[unchecked: index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The index of the first LF in `range` that a hyphen follows: where a delimiter line may begin.
    package static func firstDelimiterCandidate(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        var index = range.lowerBound
        let raw = bytes.bytes
        let lf = SIMD32<UInt8>(repeating: ASCII.lf)
        let hyphen = SIMD32<UInt8>(repeating: ASCII.hyphen)
        @inline(__always)
        func candidates(_ offset: Int) -> SIMD4<UInt64> {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD32<UInt8>.self)
            let next = raw.unsafeLoadUnaligned(fromByteOffset: offset + 1, as: SIMD32<UInt8>.self)
            return unsafeBitCast((chunk .== lf) .& (next .== hyphen), to: SIMD4<UInt64>.self)
        }
        while index + 129 <= range.upperBound {
            let found = (candidates(index) | candidates(index + 32)) | (candidates(index + 64) | candidates(index + 96))
            if found.isSet { break }
            index += 128
        }
        while index + 33 <= range.upperBound {
            if candidates(index).isSet { break }
            index += 32
        }
        while index + 1 < range.upperBound {
            if bytes[unchecked: index] == ASCII.lf && bytes[unchecked: index + 1] == ASCII.hyphen { return index }
            index += 1
        }
        return nil
    }
}

extension SIMDMask<SIMD16<Int8>> {
    /// The first lane that is set.
    @inline(__always)
    var firstLane: Int? {
        let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
        let (low, high) = (words[0].littleEndian, words[1].littleEndian)
        guard low | high != 0 else { return nil }
        // Which half it is in nobody can predict: no branch.
        let half = low == 0 ? high : low
        return half.trailingZeroBitCount >> 3 &+ (low == 0 ? 8 : 0)
    }
}

extension SIMD4<UInt64> {
    /// Whether any bit is set.
    @inline(__always)
    var isSet: Bool { (self[0] | self[1]) | (self[2] | self[3]) != 0 }
}
