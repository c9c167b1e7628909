/// Quoted-printable (RFC 2045 section 6.7).
enum QuotedPrintable {
    /// Decodes what can be decoded. White space at the end of a line was added on the way and goes (rule 3), also behind a soft line break;
    /// an invalid escape stays as it is. Line ends are kept as they are in the input.
    static func decode(_ input: Span<UInt8>, _ log: inout DefectLog) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: input.count) { output, written in
            // Behind this place of the output only white space has been written on the current line.
            var contentEnd = 0
            var index = 0
            while index < input.count {
                let byte = input[index]
                switch byte {
                case ASCII.equals:
                    if let next = escape(input, index, output, &written) {
                        index = next
                        contentEnd = written
                        continue
                    }
                    if let next = softBreak(input, index, &log) {
                        index = next
                        contentEnd = written
                        continue
                    }
                    log.note(.quotedPrintableInvalidEscape, "at byte \(index) of the encoded body; kept as it is")
                    output[written] = byte
                    written += 1
                    contentEnd = written
                case ASCII.space, ASCII.tab:
                    output[written] = byte
                    written += 1
                case ASCII.cr where index + 1 < input.count && input[index + 1] == ASCII.lf:
                    endLine(contentEnd, &written, &log)
                    output[written] = byte
                    output[written + 1] = ASCII.lf
                    written += 2
                    contentEnd = written
                    index += 1
                case ASCII.lf:
                    endLine(contentEnd, &written, &log)
                    output[written] = byte
                    written += 1
                    contentEnd = written
                default:
                    output[written] = byte
                    written += 1
                    contentEnd = written
                }
                index += 1
            }
            endLine(contentEnd, &written, &log)
        }
    }

    private static func endLine(_ contentEnd: Int, _ written: inout Int, _ log: inout DefectLog) {
        guard written > contentEnd else { return }
        written = contentEnd
        log.note(.quotedPrintableTrailingSpace, "white space at the end of a line; removed")
    }

    /// Writes the byte of `=XX` at `index` and answers what follows; nil when it is none.
    private static func escape(
        _ input: Span<UInt8>, _ index: Int, _ output: UnsafeMutableBufferPointer<UInt8>, _ written: inout Int
    ) -> Int? {
        guard index + 2 < input.count, let high = input[index + 1].hexValue, let low = input[index + 2].hexValue else { return nil }
        output[written] = high << 4 | low
        written += 1
        return index + 3
    }

    /// What follows the soft line break at `index`; nil when it is none.
    private static func softBreak(_ input: Span<UInt8>, _ index: Int, _ log: inout DefectLog) -> Int? {
        var next = index + 1
        while next < input.count, input[next].isWSP { next += 1 }
        let hasSpace = next > index + 1
        if next < input.count {
            if input[next] == ASCII.cr, next + 1 < input.count, input[next + 1] == ASCII.lf { next += 1 }
            guard input[next] == ASCII.lf else { return nil }
            next += 1
        }
        if hasSpace { log.note(.quotedPrintableTrailingSpace, "white space behind a soft line break; removed") }
        return next
    }
}
