/// Reads address lists (RFC 5322 section 3.4 with its obsolete forms), and makes the best of the broken ones.
struct AddressParser {
    private var tokens = HeaderTokens()
    private let limits: FieldLimits
    private var result: [Address] = []
    /// Where in `result` groups begin and end, in order.
    private var marks: [(group: String?, index: Int)] = []

    // The entry that is being read.
    private var item: [AddressToken] = []
    private var comment: HeaderTokens.Text?
    private var group: String?
    private var angleStart: Int?
    private var isAngleClosed = false
    private var hasAt = false
    /// As many tokens as any address has, however low the limit is.
    private static let fewTokens = 1000
    /// Reused for text that does not stand in one piece.
    private var scratch: [UInt8] = []

    /// The mailboxes of a raw field value, those of groups included; an empty group leaves none.
    static func parse(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> [Address] {
        HeaderText.withUnfolded(value) { bytes in
            var parser = AddressParser(limits: limits)
            parser.list(bytes, &log)
            return parser.result
        }
    }

    /// The same mailboxes by group, empty groups included.
    static func parseGroups(_ value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) -> [AddressGroup] {
        HeaderText.withUnfolded(value) { bytes in
            var parser = AddressParser(limits: limits)
            parser.list(bytes, &log)
            return parser.groups
        }
    }

    /// As for a span.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> [Address] { parse(value.span, &log) }

    private init(limits: FieldLimits) {
        self.limits = limits
    }

    private var groups: [AddressGroup] {
        var groups: [AddressGroup] = []
        var name: String?
        var start = 0
        func close(at end: Int) {
            if name != nil || start < end { groups.append(AddressGroup(name: name, addresses: Array(result[start..<end]))) }
        }
        for mark in marks {
            close(at: mark.index)
            (name, start) = (mark.group, mark.index)
        }
        close(at: result.count)
        return groups
    }

    // MARK: List

    private mutating func list(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        // Nothing to do for the tokens where all entries are plain.
        while result.count < limits.listEntries, let plain = PlainMailbox(bytes, at: tokens.position) {
            result.append(plain.address(bytes))
            tokens.position = plain.end
        }
        if tokens.position < bytes.count { tokenList(bytes, &log) }
    }

    private mutating func tokenList(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        guard result.count < limits.listEntries else {
            log.note(.fieldLimitExceeded, "over \(limits.listEntries) addresses; the others are not read")
            return
        }
        item.reserveCapacity(8)
        while let token = next(bytes, &log) {
            let isInAngle = angleStart != nil && !isAngleClosed
            switch token.isSpecial ? bytes[token.range.lowerBound] : 0 {
            case ASCII.comma where !(isInAngle && isRoute(bytes)):
                if isInAngle { log.note(.invalidAddress, "'<' without '>'") }
                flush(bytes, &log)
            case ASCII.semicolon:
                flush(bytes, &log)
                if group == nil { log.note(.invalidAddress, "';' outside a group") }
                setGroup(nil)
            case ASCII.colon where angleStart == nil && !hasAt:
                setGroup(phrase(item[...], bytes, &log) ?? "")
                reset()
            case ASCII.less where angleStart == nil:
                angleStart = item.count
                item.append(token)
            case let special:
                if special == ASCII.at { hasAt = true }
                if special == ASCII.greater { isAngleClosed = true }
                item.append(token)
            }
            let isFull = result.count + marks.count >= limits.listEntries
            guard isFull || item.count >= max(limits.listEntries, Self.fewTokens), tokens.position < bytes.count else { continue }
            log.note(.fieldLimitExceeded, "over \(limits.listEntries) addresses or words of one; the others are not read")
            // An entry with too many words is kept as far as it was read; one beyond the limit is not.
            if isFull { return }
            break
        }
        if angleStart != nil, !isAngleClosed { log.note(.invalidAddress, "'<' without '>'") }
        flush(bytes, &log)
        if group != nil { log.note(.invalidAddress, "group without ';'") }
    }

    /// Whether the angle brackets began with the obsolete route, whose commas separate nothing.
    private func isRoute(_ bytes: Span<UInt8>) -> Bool {
        guard let angleStart, angleStart + 1 < item.count else { return false }
        return item[angleStart + 1].isSpecial(ASCII.at, bytes)
    }

    private mutating func setGroup(_ name: String?) {
        if name != nil || group != nil { marks.append((name, result.count)) }
        group = name
    }

    private mutating func reset() {
        item.removeAll(keepingCapacity: true)
        comment = nil
        angleStart = nil
        isAngleClosed = false
        hasAt = false
    }

    private mutating func flush(_ bytes: Span<UInt8>, _ log: inout DefectLog) {
        if let address = mailbox(bytes, &log) { result.append(address) }
        reset()
    }

    /// The next token; of comments the first that has text is remembered, since it may name the mailbox.
    private mutating func next(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> AddressToken? {
        var isSpaced = false
        while let byte = tokens.next(bytes) {
            if byte.isFWS {
                tokens.skipWhiteSpace(bytes)
                isSpaced = true
            } else if byte == ASCII.leftParenthesis {
                let text = tokens.comment(bytes, &log)
                if comment == nil, !text.range.isEmpty { comment = text }
                isSpaced = true
            } else {
                return tokens.addressToken(byte, isSpaced: isSpaced, bytes, &log)
            }
        }
        return nil
    }

    // MARK: Mailbox

    private mutating func mailbox(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Address? {
        guard !item.isEmpty else { return nil }
        if let angleStart {
            let innerEnd = item[(angleStart + 1)...].firstIndex { $0.isSpecial(ASCII.greater, bytes) } ?? item.count
            let behind = item[min(innerEnd + 1, item.count)...]
            if !behind.isEmpty { log.note(.invalidAddress, "text behind '>'") }
            let name = phrase(item[..<angleStart], bytes, &log) ?? commentText(bytes, &log) ?? phrase(behind, bytes, &log) ?? ""
            return Address(name: name, address: addrSpec(item[(angleStart + 1)..<innerEnd], bytes, &log), group: group)
        }
        guard let at = item.lastIndex(where: { $0.isSpecial(ASCII.at, bytes) }) else {
            if item.count == 1, item[0].kind == .atom, !bytes.headerTraits(item[0].range).hasEncodedWord {
                let word = text(item[...], bytes, &log)
                log.note(.addressWithoutDomain, "'\(word.prefix(60))'")
                return Address(name: commentText(bytes, &log) ?? "", address: word, group: group)
            }
            log.note(.invalidAddress, "a name without an address")
            return Address(name: phrase(item[...], bytes, &log) ?? "", address: "", group: group)
        }
        // Words that stand apart before the local part are a name without angle brackets.
        var local = at
        while local > 0, local == at || !standsApart(item[...], local, bytes) { local -= 1 }
        let name = phrase(item[..<local], bytes, &log)
        if name != nil { log.note(.invalidAddress, "a name and an address without '<' and '>'") }
        return Address(name: name ?? commentText(bytes, &log) ?? "", address: addrSpec(item[local...], bytes, &log), group: group)
    }

    /// Whether the token begins something new: white space stands before it that is not that of the obsolete `a . b @ c`.
    private func standsApart(_ item: ArraySlice<AddressToken>, _ index: Int, _ bytes: Span<UInt8>) -> Bool {
        guard item[index].isSpaced else { return false }
        return item[index].first(bytes) != ASCII.dot && item[index - 1].last(bytes) != ASCII.dot && !item[index].isSpecial(ASCII.at, bytes)
            && !item[index - 1].isSpecial(ASCII.at, bytes)
    }

    /// `local@domain` without white space, comments and the obsolete route; a local part is quoted only where it has to be.
    /// The domain ends where something else begins.
    private mutating func addrSpec(_ tokens: ArraySlice<AddressToken>, _ bytes: Span<UInt8>, _ log: inout DefectLog) -> String {
        if let range = plainAddrSpec(tokens, bytes) { return bytes.string(range) }
        var tokens = tokens
        if tokens.first?.isSpecial(ASCII.at, bytes) == true, let colon = tokens.firstIndex(where: { $0.isSpecial(ASCII.colon, bytes) }) {
            tokens = tokens[(colon + 1)...]
        }
        guard let at = tokens.lastIndex(where: { $0.isSpecial(ASCII.at, bytes) }) else {
            let word = text(tokens, bytes, &log)
            if !word.isEmpty { log.note(.addressWithoutDomain, "'\(word.prefix(60))'") }
            return word
        }
        let words = tokens[..<at]
        if words.contains(where: \.isSpecial) || words.indices.dropFirst().contains(where: { standsApart(words, $0, bytes) }) {
            log.note(.invalidAddress, "local part that should be quoted")
        }
        let behind = tokens[(at + 1)...]
        let domainEnd = behind.indices.first { behind[$0].isSpecial || $0 > at + 1 && standsApart(behind, $0, bytes) }
        if domainEnd != nil { log.note(.invalidAddress, "text behind the domain; dropped") }
        let local = text(words, bytes, &log)
        let domain = text(behind[..<(domainEnd ?? behind.endIndex)], bytes, &log)
        if local.isEmpty || domain.isEmpty { log.note(.invalidAddress, "address without local part or domain") }
        return (local.utf8.contains(where: \.needsQuotesInLocalPart) ? quoted(local) : local) + "@" + domain
    }

    /// The place of an addr-spec that is an atom, `@` and another atom in one piece, all ASCII, as nearly every one is.
    private func plainAddrSpec(_ tokens: ArraySlice<AddressToken>, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard tokens.count == 3, let local = tokens.first, let domain = tokens.last, local.kind == .atom, domain.kind == .atom,
            domain.range.lowerBound == local.range.upperBound + 1, bytes[local.range.upperBound] == ASCII.at
        else { return nil }
        let range = local.range.lowerBound..<domain.range.upperBound
        // An encoded-word in an atom may hold specials.
        return bytes.contains(in: range, where: { $0 >= 0x7F || $0 <= 0x20 || $0 == ASCII.backslash || $0 == ASCII.question }) ? nil : range
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }

    // MARK: Text

    /// The words of a display name, encoded-words decoded; nil when there are none.
    private mutating func phrase(_ words: ArraySlice<AddressToken>, _ bytes: Span<UInt8>, _ log: inout DefectLog) -> String? {
        guard let first = words.first, let last = words.last else { return nil }
        let text: String
        if isOnePiece(words, bytes) {
            text = HeaderText.decode(bytes.extracting(first.range.lowerBound..<last.range.upperBound), limits: limits, &log)
        } else {
            scratch.removeAll(keepingCapacity: true)
            for word in words {
                if word.isSpaced, !scratch.isEmpty { scratch.append(ASCII.space) }
                word.append(from: bytes, to: &scratch)
            }
            text = HeaderText.decode(scratch.span, limits: limits, &log)
        }
        return text.isEmpty ? nil : text
    }

    /// Whether the words are one quoted string without escapes, or atoms with one space between them.
    private func isOnePiece(_ words: ArraySlice<AddressToken>, _ bytes: Span<UInt8>) -> Bool {
        if words.count == 1, let word = words.first { return word.kind != .quoted(isPlain: false) }
        var end: Int?
        for word in words {
            guard word.kind == .atom else { return false }
            if let end, word.range.lowerBound != end + 1 || bytes[end] != ASCII.space { return false }
            end = word.range.upperBound
        }
        return true
    }

    private func commentText(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> String? {
        comment?.decode(bytes, limits, &log)
    }

    /// The tokens without what is between them.
    private mutating func text(_ words: ArraySlice<AddressToken>, _ bytes: Span<UInt8>, _ log: inout DefectLog) -> String {
        scratch.removeAll(keepingCapacity: true)
        for word in words { word.append(from: bytes, to: &scratch) }
        return HeaderText.decodeRaw(scratch.span, &log)
    }
}
