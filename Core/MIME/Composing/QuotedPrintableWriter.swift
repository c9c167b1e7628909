/// Writes quoted-printable (RFC 2045 section 6.7) that decodes to the very same bytes.
///
/// CRLF is a line end; CR and LF alone are escaped, as is white space before a line end, and what other programs change on its way: "From " and a
/// lone dot at the beginning of a line.
enum QuotedPrintableWriter {
    /// Without the `=` of a soft line break.
    private static let lineLength = 75

    static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        var column = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isLineEnd(bytes, index) {
                output.append(ASCII.cr)
                output.append(ASCII.lf)
                column = 0
                index += 2
                continue
            }
            let isEscaped = needsEscape(bytes, index, column)
            // A line may use its last place when nothing follows on it.
            let width = isEscaped ? 3 : 1
            let isLast = index + 1 == bytes.count || isLineEnd(bytes, index + 1)
            if column + width > lineLength + (isLast ? 1 : 0) {
                output += [ASCII.equals, ASCII.cr, ASCII.lf]
                column = 0
                // What begins the new line may need an escape there.
                continue
            }
            if isEscaped { output.appendHex(byte, behind: ASCII.equals) } else { output.append(byte) }
            column += width
            index += 1
        }
    }

    private static func isLineEnd(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        bytes[index] == ASCII.cr && index + 1 < bytes.count && bytes[index + 1] == ASCII.lf
    }

    private static func needsEscape(_ bytes: Span<UInt8>, _ index: Int, _ column: Int) -> Bool {
        switch bytes[index] {
        case ASCII.equals: true
        case ASCII.space, ASCII.tab: index + 1 == bytes.count || isLineEnd(bytes, index + 1)
        case ASCII.dot: column == 0 && (index + 1 == bytes.count || isLineEnd(bytes, index + 1))
        case 0x46: column == 0 && bytes.begins(index, with: "From ") == true
        case let byte: byte < 0x20 || byte > ASCII.tilde
        }
    }
}
