/// Quoted-printable (RFC 2045 section 6.7).
///
/// What can be decoded is decoded. White space at the end of a line was added on the way and goes (rule 3), also behind a soft line break; an
/// invalid escape stays as it is. Line ends are kept as they are in the input. The input may come in pieces.
struct QuotedPrintableDecoder {
    /// The end of the last piece, which means something only with what follows: an escape that is not whole, white space, CR.
    private var held: [UInt8] = []
    /// Bytes of the input that came before what is held.
    private var offset = 0
    /// Inside white space that is longer than ``QuotedPrintableKernel/longestSpace``: what follows of it is text.
    private var isInLongSpace = false

    /// Decodes a piece, behind what `output` has.
    mutating func decode(_ input: Span<UInt8>, into output: inout [UInt8], _ log: inout DefectLog) {
        var input = input
        if isInLongSpace {
            var end = 0
            while end < input.count, input[end].isWSP { end += 1 }
            pass(input.extracting(0..<end), into: &output)
            input = input.extracting(end..<input.count)
            guard input.count > 0 else { return }
            isInLongSpace = false
        }
        if !held.isEmpty {
            // What was held and the start of the piece, up to a byte that nothing behind it can change.
            var end = 0
            while end < input.count, end == 0 || !Self.isSettled(input[end - 1]) { end += 1 }
            let piece = held + input.array(0..<end)
            held = []
            decodeFresh(piece.span, isLast: false, into: &output, &log)
            input = input.extracting(end..<input.count)
        }
        decodeFresh(input, isLast: false, into: &output, &log)
        passLongSpace(into: &output, &log)
    }

    /// Bytes that stay as they are.
    private mutating func pass(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { output.append(contentsOf: $0) }
        offset += bytes.count
    }

    /// White space that is too long to be waited for is text, and an `=` before it no soft line break.
    private mutating func passLongSpace(into output: inout [UInt8], _ log: inout DefectLog) {
        guard held.count > QuotedPrintableKernel.longestSpace + 2 else { return }
        if held[0] == ASCII.equals {
            log.note(.quotedPrintableInvalidEscape, "at byte \(offset) of the encoded body; kept as it is")
        }
        let end = held.last == ASCII.cr ? held.count - 1 : held.count
        let piece = held
        held = Array(held[end...])
        pass(piece.span.extracting(0..<end), into: &output)
        isInLongSpace = held.isEmpty
    }

    /// Ends the input.
    mutating func finish(into output: inout [UInt8], _ log: inout DefectLog) {
        let piece = held
        held = []
        decodeFresh(piece.span, isLast: true, into: &output, &log)
    }

    /// Decodes a whole body.
    static func decode(_ input: Span<UInt8>, _ log: inout DefectLog) -> [UInt8] {
        var output: [UInt8] = []
        var decoder = QuotedPrintableDecoder()
        decoder.decodeFresh(input, isLast: true, into: &output, &log)
        return output
    }

    /// Whether what follows a byte cannot change what it means.
    private static func isSettled(_ byte: UInt8) -> Bool { byte != ASCII.equals && !byte.isFWS && byte.hexValue == nil }

    /// Where the bytes begin whose meaning depends on what follows: white space and CR at the end, an `=` with less than two bytes behind it or
    /// with nothing but white space.
    private static func heldStart(_ input: Span<UInt8>) -> Int {
        var start = input.count
        if start > 0, input[start - 1] == ASCII.cr { start -= 1 }
        while start > 0, input[start - 1].isWSP { start -= 1 }
        if start > 0, input[start - 1] == ASCII.equals { return start - 1 }
        if start == input.count, start > 1, input[start - 2] == ASCII.equals, input[start - 1].hexValue != nil { return start - 2 }
        return start
    }

    private mutating func decodeFresh(_ input: Span<UInt8>, isLast: Bool, into output: inout [UInt8], _ log: inout DefectLog) {
        guard input.count > 0 else { return }
        let end = isLast ? input.count : Self.heldStart(input)
        output.append(addingCapacity: end + QuotedPrintableKernel.slack) { span in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                count += input.withUnsafeBufferPointer { input in
                    input.baseAddress.map { QuotedPrintableKernel.decode($0, input.count, upTo: end, base + count, offset: offset, &log) }
                        ?? 0
                }
            }
        }
        if end < input.count { held = input.array(end..<input.count) }
        offset += end
    }
}
