/// Searches over raw bytes, 32 at a time.
package enum ByteScan {
    /// The index of the first `byte` in `range`, or nil.
    package static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        let raw = bytes.bytes
        let pattern = SIMD32<UInt8>(repeating: byte)
        while index + 32 <= range.upperBound {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            if any(chunk .== pattern) { break }
            index += 32
        }
        while index < range.upperBound {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The index of the first LF in `range` that a hyphen follows: where a delimiter line may begin.
    package static func firstDelimiterCandidate(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        let raw = bytes.bytes
        let lf = SIMD32<UInt8>(repeating: ASCII.lf)
        let hyphen = SIMD32<UInt8>(repeating: ASCII.hyphen)
        while index + 33 <= range.upperBound {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            let next = raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: SIMD32<UInt8>.self)
            if any((chunk .== lf) .& (next .== hyphen)) { break }
            index += 32
        }
        while index + 1 < range.upperBound {
            if bytes[index] == ASCII.lf && bytes[index + 1] == ASCII.hyphen { return index }
            index += 1
        }
        return nil
    }
}
