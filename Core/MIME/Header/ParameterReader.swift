/// Reads parameters: the pairs first, then what sections of RFC 2231 make of each other.
struct ParameterReader {
    /// One attribute of the forms `name*`, `name*0` and `name*0*`.
    private struct Section {
        var entry: Int
        /// nil for `name*`.
        var index: Int?
        var isExtended: Bool
        var value: Range<Int>
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Parameters.Entry] = []
    private var sections: [Section] = []
    /// Places of entries by name, once there are too many to look at each.
    private var places: [[UInt8]: Int] = [:]
    private let limits: FieldLimits
    /// Whether a semicolon stood before the pair. Nothing stands before the first one where a disposition has no type.
    private var isSeparated: Bool
    private var comments: TrailingComments?

    private static let linearSearch = 16

    init(limits: FieldLimits, isAtStart: Bool) {
        self.limits = limits
        isSeparated = isAtStart
    }

    mutating func read(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        var count = 0
        while let name = name(value, &tokens, &log) {
            count += 1
            guard count <= limits.parameters else {
                log.note(.fieldLimitExceeded, "over \(limits.parameters) parameters; the others are not read")
                break
            }
            if bytes.isEmpty {
                bytes.reserveCapacity(value.count - name.lowerBound)
                entries.reserveCapacity(4)
            }
            add(value, name, &tokens, &log)
        }
        if !sections.isEmpty { join(&log) }
    }

    // MARK: Pairs

    /// The attribute of the next pair; the tokens stand at its value then.
    private mutating func name(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) -> Range<Int>? {
        while true {
            tokens.skipCFWS(value, &log)
            guard let byte = tokens.next(value) else { return nil }
            if byte == ASCII.semicolon {
                tokens.position += 1
                isSeparated = true
                continue
            }
            let name = tokens.prefix(value, while: \.isTokenCharacter)
            tokens.skipCFWS(value, &log)
            guard !name.isEmpty, tokens.next(value) == ASCII.equals else {
                log.note(.invalidParameter, "'\(value.excerpt(name))' has no value")
                // A stray byte would stop the loop from moving on; a word without a value may be followed by a good pair.
                if name.isEmpty { tokens.position += 1 }
                continue
            }
            if !isSeparated { log.note(.invalidParameter, "semicolon missing between parameters") }
            isSeparated = false
            tokens.position += 1
            tokens.skipCFWS(value, &log)
            return name
        }
    }

    private mutating func add(_ value: Span<UInt8>, _ name: Range<Int>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        let form = SectionName(value, name)
        if form == nil { log.note(.invalidParameter, "'\(value.excerpt(name))' is no section of a parameter") }
        let index = entry(value, form?.base ?? name)
        let start = bytes.count
        append(value, &tokens, &log)
        let range = start..<bytes.count
        if let form, form.isSection {
            sections.append(Section(entry: index, index: form.index, isExtended: form.isExtended, value: range))
        } else if entries[index].value == nil {
            entries[index].value = range
        } else {
            log.note(.duplicateParameter, bytes.span.string(entries[index].name))
        }
    }

    /// The place of the entry with this name, which is added where there is none.
    private mutating func entry(_ value: Span<UInt8>, _ name: Range<Int>) -> Int {
        let start = bytes.count
        for index in name { bytes.append(value[index].lowered) }
        let range = start..<bytes.count
        if entries.count <= Self.linearSearch {
            if let known = entries.firstIndex(where: { $0.name.count == range.count && bytes[$0.name] == bytes[range] }) {
                bytes.removeSubrange(range)
                return known
            }
        } else {
            if places.isEmpty { for (index, entry) in entries.enumerated() { places[Array(bytes[entry.name])] = index } }
            if let known = places[Array(bytes[range])] {
                bytes.removeSubrange(range)
                return known
            }
            places[Array(bytes[range])] = entries.count
        }
        entries.append(Parameters.Entry(name: range))
        return entries.count - 1
    }

    /// Appends a quoted string, or everything up to the semicolon: real mail leaves names with spaces unquoted.
    ///
    /// A comment ends the value where nothing else follows; in the middle it is part of a name, as in `report (1).pdf`.
    private mutating func append(_ value: Span<UInt8>, _ tokens: inout HeaderTokens, _ log: inout DefectLog) {
        guard tokens.next(value) != ASCII.quote else { return tokens.quotedString(value, &log).append(from: value, to: &bytes) }
        var needsQuotes = false
        while let byte = tokens.next(value), byte != ASCII.semicolon {
            guard byte.isFWS else {
                needsQuotes = needsQuotes || !(byte.isTokenCharacter || byte >= 0x80 || byte == ASCII.equals || byte == ASCII.slash)
                bytes.append(byte)
                tokens.position += 1
                continue
            }
            let space = tokens.position
            tokens.skipWhiteSpace(value)
            if let end = trailingComment(value, tokens) {
                tokens.position = end
            } else if Self.startsPair(value, tokens) {
                break
            } else if let following = tokens.next(value), following != ASCII.semicolon {
                needsQuotes = true
                for index in space..<tokens.position where value[index].isWSP { bytes.append(value[index]) }
            }
        }
        if needsQuotes { log.note(.invalidParameter, "value should be quoted") }
    }

    /// What follows the comment that begins here, if that is a semicolon or the end. The first comment of a field looks for all of them.
    private mutating func trailingComment(_ value: Span<UInt8>, _ tokens: HeaderTokens) -> Int? {
        guard tokens.next(value) == ASCII.leftParenthesis else { return nil }
        let known = comments ?? TrailingComments(value, from: tokens.position)
        comments = known
        return known.end(of: tokens.position)
    }

    /// Whether `name=` follows.
    private static func startsPair(_ value: Span<UInt8>, _ tokens: HeaderTokens) -> Bool {
        var ahead = tokens
        return !ahead.prefix(value, while: \.isTokenCharacter).isEmpty && ahead.next(value) == ASCII.equals
    }

    // MARK: RFC 2231

    /// Joins the sections of each parameter. Stable: of two sections with one index the first counts.
    private mutating func join(_ log: inout DefectLog) {
        let order = sections.indices.sorted {
            (sections[$0].entry, sections[$0].index ?? -1, $0) < (sections[$1].entry, sections[$1].index ?? -1, $1)
        }
        var start = 0
        while start < order.count {
            let entry = sections[order[start]].entry
            var end = start
            while end < order.count, sections[order[end]].entry == entry { end += 1 }
            if entries[entry].value != nil {
                let name = bytes.span.string(entries[entry].name)
                log.note(.parameterInBothForms, "\(name) and \(name)*; the extended form is used")
            }
            join(order[start..<end], into: entry, &log)
            start = end
        }
    }

    private mutating func join(_ order: ArraySlice<Int>, into entry: Int, _ log: inout DefectLog) {
        guard let first = order.first else { return }
        let start = bytes.count
        if sections[first].index == nil {
            // Of extended forms the one without a number counts.
            if order.count > 1 { log.note(.duplicateParameter, "\(bytes.span.string(entries[entry].name))*") }
            entries[entry].charset = appendDecoded(sections[first].value, hasCharset: true)
        } else {
            entries[entry].charset = nil
            var expected = 0
            for place in order {
                let section = sections[place]
                guard let index = section.index, index >= expected else {
                    log.note(.duplicateParameter, "\(bytes.span.string(entries[entry].name))*\(section.index ?? 0)")
                    continue
                }
                if index > expected {
                    log.note(.parameterContinuationGap, "\(bytes.span.string(entries[entry].name))*\(expected) is missing")
                }
                expected = index < Int.max ? index + 1 : index
                if section.isExtended {
                    let charset = appendDecoded(section.value, hasCharset: index == 0)
                    if index == 0 { entries[entry].charset = charset }
                } else {
                    for index in section.value { bytes.append(bytes[index]) }
                }
            }
        }
        entries[entry].value = start..<bytes.count
    }

    /// Appends the text of an extended section and gives the charset of `charset'language'text`; text without the two apostrophes has none.
    private mutating func appendDecoded(_ value: Range<Int>, hasCharset: Bool) -> String? {
        var text = value
        var charset: String?
        if hasCharset, let first = bytes[value].firstIndex(of: ASCII.apostrophe),
            let second = bytes[(first + 1)..<value.upperBound].firstIndex(of: ASCII.apostrophe)
        {
            if first > value.lowerBound { charset = bytes.span.loweredString(value.lowerBound..<first) }
            text = (second + 1)..<value.upperBound
        }
        var index = text.lowerBound
        while index < text.upperBound {
            if bytes[index] == ASCII.percent, index + 2 < text.upperBound, let high = bytes[index + 1].hexValue,
                let low = bytes[index + 2].hexValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(bytes[index])
                index += 1
            }
        }
        return charset
    }
}

/// What an attribute with an asterisk says (RFC 2231 section 7): `name*`, `name*0`, `name*0*`.
private struct SectionName {
    /// The attribute without its asterisks and number.
    var base: Range<Int>
    var index: Int?
    var isExtended: Bool
    var isSection: Bool { index != nil || isExtended }

    /// nil for a name with an asterisk that is none of the forms, and so an attribute of its own.
    init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
        base = name
        isExtended = false
        guard let asterisk = name.first(where: { bytes[$0] == ASCII.asterisk }) else { return }
        base = name.lowerBound..<asterisk
        isExtended = bytes[name.upperBound - 1] == ASCII.asterisk
        if !base.isEmpty, isExtended, asterisk == name.upperBound - 1 { return }
        guard !base.isEmpty, let number = Self.number(bytes, (asterisk + 1)..<(isExtended ? name.upperBound - 1 : name.upperBound)) else {
            return nil
        }
        index = number
    }

    /// Digits without a sign, and no zero before others.
    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 19, range.count == 1 || bytes[range.lowerBound] != ASCII.zero else { return nil }
        var value = 0
        for index in range {
            guard bytes[index].isDigit else { return nil }
            let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLarge) = tens.addingReportingOverflow(Int(bytes[index] &- ASCII.zero))
            guard !overflows, !isTooLarge else { return nil }
            value = sum
        }
        return value
    }
}
