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

    /// Whether ASCII text is somewhere behind `start`, letter case ignored. `lower` must be in lower case and not empty.
    func containsIgnoringCase(_ lower: Span<UInt8>, from start: Int) -> Bool {
        guard lower.count > 0, count - start >= lower.count else { return false }
        for index in start...(count - lower.count) where self[index].lowered == lower[0] {
            var matched = 1
            while matched < lower.count, self[index + matched].lowered == lower[matched] { matched += 1 }
            if matched == lower.count { return true }
        }
        return false
    }

    /// Whether a byte of the range meets the condition.
    func contains(in range: Range<Int>, where condition: (UInt8) -> Bool) -> Bool {
        for index in range where condition(self[index]) { return true }
        return false
    }

    /// The place of the first such byte in the range; nil when there is none.
    func index(of byte: UInt8, in range: Range<Int>) -> Int? { ByteScan.first(byte, in: self, range) }

    /// What of a value's bytes decides how it is decoded, found 32 bytes at a time.
    ///
    /// A zero byte is found as `(x - 1) & ~x & 0x80`. Beside a real hit that may see one where none is, which is no harm here: a value that
    /// seems to have an encoded-word is only searched for it.
    func headerTraits(_ range: Range<Int>) -> HeaderTraits {
        var result = HeaderTraits()
        var index = range.lowerBound
        let raw = self.bytes
        let ones = SIMD4<UInt64>(repeating: 0x0101_0101_0101_0101)
        let tops = SIMD4<UInt64>(repeating: 0x8080_8080_8080_8080)
        let equals = SIMD4<UInt64>(repeating: 0x3D3D_3D3D_3D3D_3D3D)
        let question = SIMD4<UInt64>(repeating: 0x3F3F_3F3F_3F3F_3F3F)
        let lf = SIMD4<UInt64>(repeating: 0x0A0A_0A0A_0A0A_0A0A)
        var high = SIMD4<UInt64>.zero
        var folds = SIMD4<UInt64>.zero
        var words = SIMD4<UInt64>.zero
        while index + 33 <= range.upperBound {
            let chunk = raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
            let next = raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: SIMD4<UInt64>.self)
            let noLF = chunk ^ lf
            let noEquals = chunk ^ equals
            let noQuestion = next ^ question
            high |= chunk
            folds |= (noLF &- ones) & ~noLF
            words |= (noEquals &- ones) & ~noEquals & (noQuestion &- ones) & ~noQuestion
            index += 32
        }
        result.isASCII = Self.isZero(high & tops)
        result.isFolded = !Self.isZero(folds & tops)
        result.hasEncodedWord = !Self.isZero(words & tops)
        while index < range.upperBound {
            let byte = self[index]
            index += 1
            if byte == ASCII.lf { result.isFolded = true }
            if byte >= 0x80 { result.isASCII = false }
            if byte == ASCII.equals, index < range.upperBound, self[index] == ASCII.question { result.hasEncodedWord = true }
        }
        return result
    }

    private static func isZero(_ lanes: SIMD4<UInt64>) -> Bool { lanes[0] | lanes[1] | lanes[2] | lanes[3] == 0 }
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
