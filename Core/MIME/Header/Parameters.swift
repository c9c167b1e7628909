/// The parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1), with RFC 2231 continuations and charsets resolved.
struct Parameters: Sendable {
    /// One attribute as it was written: `name`, `name*`, `name*0`, `name*0*`.
    private struct Section {
        var index: Int?
        var isExtended: Bool
        var value: [UInt8]
    }

    /// Values by lower-case name, as bytes with their charset.
    private var values: [String: Value] = [:]

    struct Value: Sendable {
        var bytes: [UInt8]
        /// The charset that RFC 2231 gave, or nil.
        var charset: String?
    }

    /// The bytes of a parameter, for comparisons that no charset touches.
    func bytes(_ name: String) -> [UInt8]? { values[name]?.bytes }

    /// A parameter as text: RFC 2231 charset, else encoded-words (against RFC 2047 section 5, but common), else UTF-8 or Windows-1252.
    func text(_ name: String, _ log: inout DefectLog) -> String? {
        guard let value = values[name] else { return nil }
        if let charset = value.charset { return Charset.decode(value.bytes, label: charset, &log) }
        if EncodedWord.mayContain(value.bytes) {
            log.note(.encodedWordInParameter, name)
            return HeaderText.decode(value.bytes, &log)
        }
        return HeaderText.decodeRaw(value.bytes, &log)
    }

    /// Reads `;name=value` pairs from where `tokens` stands to its end.
    init(_ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        var plain: [String: [UInt8]] = [:]
        var extended: [String: [Section]] = [:]
        var order: [String] = []
        // Nothing stands before the first pair where a disposition has no type.
        var isSeparated = tokens.position == 0
        var comments: TrailingComments?
        while let (name, value) = Self.pair(&tokens, &isSeparated, &comments, &log) {
            let (base, section) = Self.split(name, value, &log)
            if let section {
                if extended[base] == nil { order.append(base) }
                extended[base, default: []].append(section)
            } else if plain[base] == nil {
                plain[base] = value
            } else {
                log.note(.duplicateParameter, base)
            }
        }
        values = plain.mapValues { Value(bytes: $0, charset: nil) }
        for name in order {
            guard let sections = extended[name], let value = Self.join(sections, name, &log) else { continue }
            if plain[name] != nil { log.note(.parameterInBothForms, "\(name) and \(name)*; the extended form is used") }
            values[name] = value
        }
    }

    // MARK: Syntax

    private static func pair(
        _ tokens: inout HeaderTokens, _ isSeparated: inout Bool, _ comments: inout TrailingComments?, _ log: inout DefectLog
    ) -> (String, [UInt8])? {
        while true {
            tokens.skipCFWS(&log)
            guard let byte = tokens.next else { return nil }
            if byte == ASCII.semicolon {
                tokens.position += 1
                isSeparated = true
                continue
            }
            let name = tokens.prefix { $0.isTokenCharacter }
            tokens.skipCFWS(&log)
            guard !name.isEmpty, tokens.next == ASCII.equals else {
                log.note(.invalidParameter, "'\(String(decoding: name.prefix(40), as: UTF8.self))' has no value")
                // A stray byte would stop the loop from moving on; a word without a value may be followed by a good pair.
                if name.isEmpty { tokens.position += 1 }
                continue
            }
            if !isSeparated { log.note(.invalidParameter, "semicolon missing between parameters") }
            isSeparated = false
            tokens.position += 1
            tokens.skipCFWS(&log)
            return (name.loweredString, value(&tokens, &comments, &log))
        }
    }

    /// A quoted string, or everything up to the semicolon: real mail leaves names with spaces unquoted.
    ///
    /// A comment ends the value where nothing else follows; in the middle it is part of a name, as in `report (1).pdf`.
    private static func value(
        _ tokens: inout HeaderTokens, _ comments: inout TrailingComments?, _ log: inout DefectLog
    ) -> [UInt8] {
        guard tokens.next != ASCII.quote else { return tokens.quotedString(&log) }
        var value: [UInt8] = []
        var needsQuotes = false
        while let byte = tokens.next, byte != ASCII.semicolon {
            guard byte.isFWS else {
                needsQuotes = needsQuotes || !(byte.isTokenCharacter || byte >= 0x80 || byte == ASCII.equals || byte == ASCII.slash)
                value.append(byte)
                tokens.position += 1
                continue
            }
            let space = tokens.position
            tokens.skipWhiteSpace()
            if let end = trailingComment(tokens, &comments) {
                tokens.position = end
            } else if startsPair(tokens) {
                break
            } else if let following = tokens.next, following != ASCII.semicolon {
                needsQuotes = true
                for index in space..<tokens.position where tokens.bytes[index].isWSP { value.append(tokens.bytes[index]) }
            }
        }
        if needsQuotes { log.note(.invalidParameter, "value should be quoted") }
        return value
    }

    /// What follows the comment that begins here, if that is a semicolon or the end. The first comment of a field looks for all of them.
    private static func trailingComment(_ tokens: HeaderTokens, _ comments: inout TrailingComments?) -> Int? {
        guard tokens.next == ASCII.leftParenthesis else { return nil }
        let known = comments ?? TrailingComments(tokens.bytes, from: tokens.position)
        comments = known
        return known.end(of: tokens.position)
    }

    /// Whether `name=` follows.
    private static func startsPair(_ tokens: HeaderTokens) -> Bool {
        var index = tokens.position
        while index < tokens.bytes.count, tokens.bytes[index].isTokenCharacter { index += 1 }
        return index > tokens.position && index < tokens.bytes.count && tokens.bytes[index] == ASCII.equals
    }

    // MARK: RFC 2231

    /// The attribute and what of it this is; a name with an asterisk that is none of the four forms is an attribute of its own.
    private static func split(_ name: String, _ value: [UInt8], _ log: inout DefectLog) -> (String, Section?) {
        let pieces = name.split(separator: "*", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { return (name, nil) }
        let base = String(pieces[0])
        let isExtended = pieces[pieces.count - 1].isEmpty
        if !base.isEmpty, pieces.count == 2, isExtended { return (base, Section(index: nil, isExtended: true, value: value)) }
        if !base.isEmpty, pieces.count == 2 || pieces.count == 3 && isExtended, let index = sectionNumber(pieces[1]) {
            return (base, Section(index: index, isExtended: isExtended, value: value))
        }
        log.note(.invalidParameter, "'\(name.prefix(40))' is no section of a parameter")
        return (name, nil)
    }

    /// A number as RFC 2231 section 7 has it: digits without a sign, and no zero before others.
    private static func sectionNumber(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy(\.isDigit), text == "0" || text.utf8.first != ASCII.zero else { return nil }
        return Int(text)
    }

    private static func join(_ sections: [Section], _ name: String, _ log: inout DefectLog) -> Value? {
        if let whole = sections.first(where: { $0.index == nil }) {
            if sections.count > 1 { log.note(.duplicateParameter, "\(name)*; the first one without a number counts") }
            let (charset, text) = charset(of: whole.value)
            return Value(bytes: percentDecoded(text), charset: charset)
        }
        // Stable: of two sections with one index the first counts.
        let sorted = sections.enumerated().sorted { ($0.element.index ?? 0, $0.offset) < ($1.element.index ?? 0, $1.offset) }.map(\.element)
        var bytes: [UInt8] = []
        var charsetName: String?
        var expected = 0
        for section in sorted {
            guard let index = section.index, index >= expected else {
                log.note(.duplicateParameter, "\(name)*\(section.index ?? 0)")
                continue
            }
            if index > expected { log.note(.parameterContinuationGap, "\(name)*\(expected) is missing") }
            expected = index < Int.max ? index + 1 : index
            var text = section.value[...]
            if section.isExtended {
                if index == 0 { (charsetName, text) = charset(of: section.value) }
                bytes += percentDecoded(text)
            } else {
                bytes += text
            }
        }
        return Value(bytes: bytes, charset: charsetName)
    }

    /// Splits `charset'language'text`; text without the two apostrophes has no charset.
    private static func charset(of value: [UInt8]) -> (String?, ArraySlice<UInt8>) {
        guard let first = value.firstIndex(of: ASCII.apostrophe), let second = value[(first + 1)...].firstIndex(of: ASCII.apostrophe) else {
            return (nil, value[...])
        }
        let label = value[..<first].loweredString
        return (label.isEmpty ? nil : label, value[(second + 1)...])
    }

    private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == ASCII.percent, index + 2 < text.endIndex,
                let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }
}
