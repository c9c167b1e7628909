/// Base64 as RFC 2045 section 6.8 has it: line ends and other characters between the digits do not count.
///
/// What can be decoded is decoded. Characters outside the alphabet are skipped, data behind padding is decoded too, a single left-over digit
/// is dropped; each is noted. The input may come in pieces.
struct Base64Decoder {
    /// Digits of an incomplete quantum, six bits each.
    private var quantum: UInt32 = 0
    private var digits = 0
    private var isPadded = false
    /// Bytes of the input that came before the present piece.
    private var offset = 0

    /// Decodes a piece, behind what `output` has.
    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8], _ log: inout DefectLog) {
        guard input.count > 0 else { return }
        // The quick paths write whole words.
        output.append(addingCapacity: input.count / 4 * 3 + 3 + 8) { span in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                count += input.withUnsafeBufferPointer { decode($0, into: base + count, &log) }
            }
        }
        offset += input.count
    }

    /// Ends the input.
    mutating func finish(into output: inout [UInt8], _ log: inout DefectLog) {
        if digits > 1 { log.note(.base64MissingPadding, "the last quantum has no padding") }
        output.append(addingCapacity: 2) { span in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                count += flush(base + count, &log)
            }
        }
    }

    private mutating func decode(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>, _ log: inout DefectLog
    ) -> Int {
        guard let bytes = input.baseAddress else { return 0 }
        var index = 0
        var written = 0
        var linesFrom = 0
        while index < input.count {
            if digits == 0, !isPadded {
                (index, written) = Base64Kernel.decode(bytes, index, input.count, output, written, linesFrom: &linesFrom)
                guard index < input.count else { break }
            }
            let byte = bytes[index]
            index += 1
            let value = Base64Kernel.value(byte)
            if value < 64 {
                if isPadded {
                    log.note(.base64DataAfterPadding, "at byte \(offset + index - 1) of the encoded body; decoded as well")
                    isPadded = false
                }
                quantum = quantum << 6 | UInt32(value)
                digits += 1
                if digits == 4 { written += takeQuantum(output + written) }
            } else if byte == ASCII.equals {
                written += flush(output + written, &log)
                isPadded = true
            } else if !byte.isFWS {
                log.note(.base64InvalidCharacter, "byte \(offset + index - 1) of the encoded body is not a base64 digit; skipped")
            }
        }
        return written
    }

    private mutating func takeQuantum(_ output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(truncatingIfNeeded: quantum >> 16)
        output[1] = UInt8(truncatingIfNeeded: quantum >> 8)
        output[2] = UInt8(truncatingIfNeeded: quantum)
        quantum = 0
        digits = 0
        return 3
    }

    /// Writes the bytes of an incomplete quantum, at most two.
    private mutating func flush(_ output: UnsafeMutablePointer<UInt8>, _ log: inout DefectLog) -> Int {
        var count = 0
        switch digits {
        case 1: log.note(.base64PartialQuantum, "a single digit is left over; dropped")
        case 2:
            output[0] = UInt8(truncatingIfNeeded: quantum >> 4)
            count = 1
        case 3:
            output[0] = UInt8(truncatingIfNeeded: quantum >> 10)
            output[1] = UInt8(truncatingIfNeeded: quantum >> 2)
            count = 2
        default: break
        }
        digits = 0
        quantum = 0
        return count
    }
}

/// Base64 in one piece.
enum Base64 {
    /// The decoded bytes.
    static func decode(_ input: Span<UInt8>, _ log: inout DefectLog) -> [UInt8] {
        var output: [UInt8] = []
        var decoder = Base64Decoder()
        decoder.decode(input, into: &output, &log)
        decoder.finish(into: &output, &log)
        return output
    }
}
