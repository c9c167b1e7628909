/// Message identifiers: Message-ID and Content-ID (RFC 5322 section 3.6.4, RFC 2045 section 7).
enum MessageID {
    /// The identifier without angle brackets, white space and comments; nil when the value has nothing.
    ///
    /// It is what the first angle brackets hold that stand outside of comments and quoted strings; without brackets it is everything.
    static func parse(_ value: Span<UInt8>, _ log: inout DefectLog) -> String? {
        let range = value.trimmingFWS(0..<value.count)
        // Nearly every identifier is `<` … `>` and nothing else.
        if !range.isEmpty, value[range.lowerBound] == ASCII.less {
            let inner = (range.lowerBound + 1)..<range.upperBound
            return id(value, inner.lowerBound..<(value.index(of: ASCII.greater, in: inner) ?? inner.upperBound), &log)
        }
        var tokens = HeaderTokens(at: range.lowerBound)
        var text: [UInt8] = []
        while tokens.position < range.upperBound {
            let start = tokens.position
            switch value[start] {
            case ASCII.leftParenthesis: _ = tokens.comment(value, &log)
            case ASCII.quote:
                _ = tokens.quotedString(value, &log)
                text.append(value, start..<tokens.position)
            case ASCII.less:
                let inner = (start + 1)..<range.upperBound
                return id(value, inner.lowerBound..<(value.index(of: ASCII.greater, in: inner) ?? inner.upperBound), &log)
            case let byte:
                text.append(byte)
                tokens.position += 1
            }
        }
        return id(text.span, 0..<text.count, &log)
    }

    /// As for a span.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> String? { parse(value.span, &log) }

    /// The text of an identifier; white space in it is dropped, since folding may have put it there.
    static func id(_ bytes: Span<UInt8>, _ range: Range<Int>, _ log: inout DefectLog) -> String? {
        guard !range.isEmpty else { return nil }
        guard bytes.contains(in: range, where: \.isFWS) else { return HeaderText.decodeRaw(bytes.extracting(range), &log) }
        var text: [UInt8] = []
        for index in range where !bytes[index].isFWS { text.append(bytes[index]) }
        return text.isEmpty ? nil : HeaderText.decodeRaw(text.span, &log)
    }
}
