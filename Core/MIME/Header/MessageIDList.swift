/// The identifiers of In-Reply-To and References (RFC 5322 sections 3.6.4 and 4.5.4).
enum MessageIDList {
    /// What stands in angle brackets outside of comments and quoted strings, white space dropped; the words of the obsolete forms between
    /// them count only where there are no brackets at all.
    static func parse(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> [String] {
        var ids: [String] = []
        // `word` of a word that has `@`, as long as no brackets were met.
        var words: [Range<Int>] = []
        var tokens = HeaderTokens()
        while let byte = tokens.next(value) {
            guard ids.count + words.count < limits.listEntries else {
                log.note(.fieldLimitExceeded, "over \(limits.listEntries) message identifiers; the others are not read")
                break
            }
            switch byte {
            case ASCII.leftParenthesis: _ = tokens.comment(value, &log)
            case ASCII.quote: _ = tokens.quotedString(value, &log)
            case ASCII.less:
                if let id = bracketed(value, &tokens, &log) { ids.append(id) }
            case _ where byte.isFWS || byte == ASCII.comma || byte == ASCII.semicolon || byte == ASCII.greater:
                tokens.position += 1
            default:
                let word = tokens.prefix(value) {
                    !$0.isFWS && $0 != ASCII.comma && $0 != ASCII.semicolon && $0 != ASCII.less && $0 != ASCII.greater && $0 != ASCII.quote
                        && $0 != ASCII.leftParenthesis
                }
                if ids.isEmpty, value.contains(in: word, where: { $0 == ASCII.at }) { words.append(word) }
            }
        }
        if ids.isEmpty, !words.isEmpty {
            log.note(.invalidMessageID, "identifiers without angle brackets")
            for word in words { if let id = MessageID.id(value, word, &log) { ids.append(id) } }
        }
        return ids
    }

    /// Reads from `<` to `>`; another `<`, or a comma and white space, says that the closing bracket was left out.
    private static func bracketed(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) -> String? {
        tokens.position += 1
        let start = tokens.position
        while let byte = tokens.next(value) {
            if byte == ASCII.greater {
                tokens.position += 1
                return MessageID.id(value, start..<(tokens.position - 1), &log)
            }
            if byte == ASCII.less { break }
            tokens.position += 1
        }
        log.note(.invalidMessageID, "'<' without '>'")
        return MessageID.id(value, value.trimmingSeparators(start..<tokens.position), &log)
    }
}

extension Span<UInt8> {
    /// The range without white space and commas at its end.
    fileprivate func trimmingSeparators(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, self[end - 1].isFWS || self[end - 1] == ASCII.comma { end -= 1 }
        return range.lowerBound..<end
    }
}
