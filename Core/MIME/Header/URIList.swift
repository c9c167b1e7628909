/// The value of a List-* field (RFC 2369 section 2): URIs in angle brackets, in the order that the sender prefers.
struct URIList {
    private(set) var uris: [String] = []
    /// `NO`, by which List-Post says that nobody may post (RFC 2369 section 3.4).
    private(set) var isNo = false

    /// Reads a field value. White space inside of brackets is dropped, comments are as well.
    static func parse(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> URIList {
        var list = URIList()
        var tokens = HeaderTokens()
        while true {
            tokens.skipCFWS(value, &log)
            guard let byte = tokens.next(value) else { return list }
            guard list.uris.count < limits.listEntries else {
                log.note(.fieldLimitExceeded, "over \(limits.listEntries) URIs; the others are not read")
                return list
            }
            if byte == ASCII.comma {
                tokens.position += 1
            } else if byte == ASCII.less {
                list.bracketed(value, &tokens, &log)
            } else {
                list.bare(value, &tokens, &log)
            }
        }
    }

    private mutating func bracketed(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        tokens.position += 1
        let range = tokens.prefix(value) { $0 != ASCII.greater && $0 != ASCII.less }
        if tokens.next(value) == ASCII.greater {
            tokens.position += 1
        } else {
            log.note(.invalidListField, "'<' without '>'")
        }
        if let uri = MessageID.id(value, range, &log) { uris.append(uri) }
    }

    /// A URI that should be in brackets, or a word.
    private mutating func bare(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        let word = tokens.prefix(value) { !$0.isFWS && $0 != ASCII.comma && $0 != ASCII.less }
        if value.equalsIgnoringCase(word, "no") {
            isNo = true
        } else {
            log.note(.invalidListField, "'\(value.excerpt(word))' outside of angle brackets")
            if value.contains(in: word, where: { $0 == ASCII.colon }), let uri = MessageID.id(value, word, &log) { uris.append(uri) }
        }
    }
}
