/// The loop of quoted-printable: text is copied sixteen bytes at a time up to an `=` or the end of a line.
enum QuotedPrintableKernel {
    /// Bytes that the output needs beyond those of the input.
    static let slack = 16
    /// More white space than this is text, wherever it stands: nobody has to keep it to know what it means.
    static let longestSpace = 65_536

    /// Decodes a piece up to a place where nothing is half said; what stands behind it is only looked at.
    /// - Parameters:
    ///   - end: where it stops. At the end of the piece the body ends as well.
    ///   - offset: bytes of the body before the piece.
    ///   - log: what is against the grammar.
    /// - Returns: how many bytes were written.
    static func decode(
        _ input: UnsafePointer<UInt8>, _ count: Int, upTo end: Int, _ output: UnsafeMutablePointer<UInt8>, offset: Int,
        _ log: inout DefectLog
    ) -> Int {
        // Taken once: every access to it asks whether it is made.
        digits.withUnsafeBufferPointer { digits in
            digits.baseAddress.map { decode(input, count, upTo: end, output, offset: offset, $0, &log) } ?? 0
        }
    }

    @inline(__always)
    private static func decode(
        _ input: UnsafePointer<UInt8>, _ count: Int, upTo end: Int, _ output: UnsafeMutablePointer<UInt8>, offset: Int,
        _ digits: UnsafePointer<UInt8>, _ log: inout DefectLog
    ) -> Int {
        var index = 0
        var written = 0
        // Behind this place of the output only what stood there literally has been written on the current line.
        var literalStart = 0
        while true {
            (index, written) = copy(input, index, end, output, written)
            guard index < end else { break }
            if input[index] == ASCII.lf {
                trim(output, &written, literalStart, hasFeed: true, &log)
                output[written] = ASCII.lf
                written += 1
                index += 1
                literalStart = written
                continue
            }
            let next = escapes(input, index, count, output, &written, digits)
            if next > index {
                index = next
            } else if let next = softBreak(input, index, count, &log) {
                index = next
            } else {
                log.note(.quotedPrintableInvalidEscape, "at byte \(offset + index) of the encoded body; kept as it is")
                output[written] = ASCII.equals
                written += 1
                index += 1
            }
            literalStart = written
        }
        // White space before the escape that the next piece begins with stays.
        if end == count { trim(output, &written, literalStart, hasFeed: false, &log) }
        return written
    }

    /// The values of hexadecimal digits in either case; 255 for every other byte.
    private static let digits: [UInt8] = (0..<256).map { UInt8($0).hexValue ?? 255 }

    /// Writes the bytes of escapes, as many as follow each other.
    /// - Returns: where they end.
    @inline(__always)
    private static func escapes(
        _ input: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ output: UnsafeMutablePointer<UInt8>, _ written: inout Int,
        _ digits: UnsafePointer<UInt8>
    ) -> Int {
        var index = start
        // Two at a time: most characters that are escaped have two bytes or three.
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(input + index).loadUnaligned(as: UInt64.self).littleEndian
            guard word & 0xFF00_00FF == 0x3D00_003D else { break }
            let (high, low) = (digits[Int(word >> 8 & 0xFF)], digits[Int(word >> 16 & 0xFF)])
            let (nextHigh, nextLow) = (digits[Int(word >> 32 & 0xFF)], digits[Int(word >> 40 & 0xFF)])
            guard high | low | nextHigh | nextLow < 16 else { break }
            let both = UInt16(high &<< 4 | low) | UInt16(nextHigh &<< 4 | nextLow) &<< 8
            UnsafeMutableRawPointer(output + written).storeBytes(of: both.littleEndian, as: UInt16.self)
            written &+= 2
            index &+= 6
        }
        while index &+ 2 < count, input[index] == ASCII.equals {
            let (high, low) = (digits[Int(input[index &+ 1])], digits[Int(input[index &+ 2])])
            guard high | low < 16 else { break }
            output[written] = high &<< 4 | low
            written &+= 1
            index &+= 3
        }
        return index
    }

    /// Copies up to an `=` or LF.
    @inline(__always)
    private static func copy(
        _ input: UnsafePointer<UInt8>, _ from: Int, _ count: Int, _ output: UnsafeMutablePointer<UInt8>, _ to: Int
    ) -> (index: Int, written: Int) {
        var index = from
        var written = to
        let equals = SIMD16<UInt8>(repeating: ASCII.equals)
        let feed = SIMD16<UInt8>(repeating: ASCII.lf)
        while index &+ 16 <= count {
            let chunk = UnsafeRawPointer(input + index).loadUnaligned(as: SIMD16<UInt8>.self)
            UnsafeMutableRawPointer(output + written).storeBytes(of: chunk, as: SIMD16<UInt8>.self)
            if let length = ((chunk .== equals) .| (chunk .== feed)).firstLane { return (index &+ length, written &+ length) }
            index &+= 16
            written &+= 16
        }
        while index < count, input[index] != ASCII.equals, input[index] != ASCII.lf {
            output[written] = input[index]
            written &+= 1
            index &+= 1
        }
        return (index, written)
    }

    /// Takes white space away at the end of a line, down to what an escape wrote; a CR before the LF stays.
    @inline(__always)
    private static func trim(
        _ output: UnsafeMutablePointer<UInt8>, _ written: inout Int, _ literalStart: Int, hasFeed: Bool, _ log: inout DefectLog
    ) {
        let hasReturn = hasFeed && written > literalStart && output[written - 1] == ASCII.cr
        let end = hasReturn ? written - 1 : written
        guard end > literalStart, output[end - 1].isWSP else { return }
        var contentEnd = end
        while contentEnd > literalStart, output[contentEnd - 1].isWSP { contentEnd -= 1 }
        guard end - contentEnd <= longestSpace else { return }
        log.note(.quotedPrintableTrailingSpace, "white space at the end of a line; removed")
        written = contentEnd
        if hasReturn {
            output[written] = ASCII.cr
            written += 1
        }
    }

    /// What follows the soft line break at `index`; nil when it is none.
    private static func softBreak(_ input: UnsafePointer<UInt8>, _ index: Int, _ count: Int, _ log: inout DefectLog) -> Int? {
        if index + 2 < count, input[index + 1] == ASCII.cr, input[index + 2] == ASCII.lf { return index + 3 }
        var next = index + 1
        while next < count, input[next].isWSP { next += 1 }
        guard next - index - 1 <= longestSpace else { return nil }
        let hasSpace = next > index + 1
        if next < count {
            if input[next] == ASCII.cr, next + 1 < count, input[next + 1] == ASCII.lf { next += 1 }
            guard input[next] == ASCII.lf else { return nil }
            next += 1
        }
        if hasSpace { log.note(.quotedPrintableTrailingSpace, "white space behind a soft line break; removed") }
        return next
    }
}
