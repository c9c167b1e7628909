/// What header decoders ask of bytes that stand in a mail, without copying them.
extension Span<UInt8> {
    /// The range without white space and line ends on both sides.
    func trimmingFWS(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isFWS { start += 1 }
        while end > start, self[end - 1].isFWS { end -= 1 }
        return start..<end
    }

    /// Text of bytes that are known to be ASCII, or where U+FFFD may stand for what is not UTF-8.
    func string(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// As ``string(_:)``, ASCII capital letters made small.
    func loweredString(_ range: Range<Int>) -> String {
        let bytes = extracting(range)
        return String(unsafeUninitializedCapacity: bytes.count) { buffer in
            for index in 0..<bytes.count { buffer[index] = bytes[index].lowered }
            return bytes.count
        }
    }

    /// The beginning of the bytes as the detail of a defect.
    func excerpt(_ range: Range<Int>) -> String { string(range.lowerBound..<Swift.min(range.upperBound, range.lowerBound + 60)) }

    /// Equality with ASCII text, letter case ignored. `lower` must be in lower case.
    func equalsIgnoringCase(_ range: Range<Int>, _ lower: StaticString) -> Bool {
        guard range.count == lower.utf8CodeUnitCount else { return false }
        return lower.withUTF8Buffer { expected in
            var index = 0
            while index < expected.count {
                if self[range.lowerBound + index].lowered != expected[index] { return false }
                index += 1
            }
            return true
        }
    }

    /// Whether a byte of the range meets the condition.
    func contains(in range: Range<Int>, where condition: (UInt8) -> Bool) -> Bool {
        for index in range where condition(self[index]) { return true }
        return false
    }

    /// What of a value's bytes decides how it is decoded, found 32 bytes at a time.
    func headerTraits(_ range: Range<Int>) -> HeaderTraits {
        var result = HeaderTraits()
        var index = range.lowerBound
        let raw = self.bytes
        let lf = SIMD32<UInt8>(repeating: ASCII.lf)
        let equals = SIMD32<UInt8>(repeating: ASCII.equals)
        let question = SIMD32<UInt8>(repeating: ASCII.question)
        let high = SIMD32<UInt8>(repeating: 0x80)
        while index + 33 <= range.upperBound {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            let next = raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: SIMD32<UInt8>.self)
            if any(chunk .== lf) { result.isFolded = true }
            if any(chunk .>= high) { result.isASCII = false }
            if any((chunk .== equals) .& (next .== question)) { result.hasEncodedWord = true }
            index += 32
        }
        while index < range.upperBound {
            let byte = self[index]
            index += 1
            if byte == ASCII.lf { result.isFolded = true }
            if byte >= 0x80 { result.isASCII = false }
            if byte == ASCII.equals, index < range.upperBound, self[index] == ASCII.question { result.hasEncodedWord = true }
        }
        return result
    }
}

/// What decides how a field value is decoded: most are ASCII, on one line and without encoded-words.
struct HeaderTraits {
    var isASCII = true
    /// Whether there is a line end in it.
    var isFolded = false
    /// Whether `=?` is in it.
    var hasEncodedWord = false
}

extension [UInt8] {
    /// Appends bytes of a span.
    mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
