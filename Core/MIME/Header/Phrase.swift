/// A phrase (RFC 5322 section 3.2.5) as text: quotes and escapes resolved, comments dropped, encoded-words decoded.
enum Phrase {
    static func decode(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> String {
        guard value.contains(in: 0..<value.count, where: { $0 == ASCII.quote || $0 == ASCII.leftParenthesis }) else {
            return HeaderText.decode(value, limits: limits, &log)
        }
        var text: [UInt8] = []
        var tokens = HeaderTokens()
        while let byte = tokens.next(value) {
            if byte == ASCII.leftParenthesis {
                _ = tokens.comment(value, &log)
            } else if byte == ASCII.quote {
                tokens.quotedString(value, &log).append(from: value, to: &text)
            } else {
                text.append(byte)
                tokens.position += 1
            }
        }
        return HeaderText.decode(text.span, limits: limits, &log)
    }
}
