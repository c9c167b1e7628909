extension Surface {
    /// Reads a subject or a plain text: marks of quotation at the beginning of lines are left out.
    /// - Parameter limit: how many bytes are read.
    init(_ text: String, source: ExtractionSource, limit: Int) {
        var builder = SurfaceBuilder(source, capacity: min(text.utf8.count, limit))
        var offset = 0
        var isCut = false
        var isLineStart = true
        var lineEnds = 0
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            guard offset < limit else {
                isCut = true
                break
            }
            defer {
                offset += UTF8.width(scalar)
                previous = scalar
            }
            if scalar == "\n" || scalar == "\r" {
                // A subject is one line, however it was folded.
                if source == .subject {
                    builder.space()
                } else if !(scalar == "\n" && previous == "\r") {
                    lineEnds += 1
                    if lineEnds > 1 { builder.breakParagraph() } else { builder.breakLine() }
                }
                isLineStart = true
                continue
            }
            if isLineStart, source == .text, scalar == ">" || scalar == " " { continue }
            if scalar != " ", scalar != "\t", scalar != "\u{A0}" { lineEnds = 0 }
            isLineStart = false
            if scalar == "\t" { builder.cell() } else { builder.append(scalar, at: offset, []) }
        }
        self = builder.finish(isCut: isCut)
        findAddresses()
    }
}
