/// Reads address lists (RFC 5322 section 3.4 with its obsolete forms), and makes the best of the broken ones.
struct AddressParser {
    private enum Kind {
        case atom, quoted, literal, special(UInt8)
    }

    private struct Token {
        var kind: Kind
        var bytes: [UInt8]
        var isSpaced: Bool

        var isSpecial: Bool {
            if case .special = kind { true } else { false }
        }

        func isSpecial(_ byte: UInt8) -> Bool {
            if case .special(byte) = kind { true } else { false }
        }
    }

    private var tokens: HeaderTokens
    private var log = DefectLog()

    /// The mailboxes of a raw field value, those of groups included; an empty group leaves none.
    static func parse(_ value: [UInt8], _ log: inout DefectLog) -> [Address] {
        var parser = AddressParser(tokens: HeaderTokens(HeaderText.unfolded(value)))
        let result = parser.list()
        log.merge(parser.log)
        return result
    }

    private init(tokens: HeaderTokens) {
        self.tokens = tokens
    }

    // MARK: List

    private mutating func list() -> [Address] {
        var result: [Address] = []
        var group: String?
        var item: [Token] = []
        var comments: [[UInt8]] = []
        var angleStart: Int?
        var isAngleClosed = false
        var hasAt = false

        func reset() {
            item = []
            comments = []
            angleStart = nil
            isAngleClosed = false
            hasAt = false
        }
        func flush(_ parser: inout AddressParser) {
            if let address = parser.mailbox(item, comments, angleStart: angleStart, group: group) { result.append(address) }
            reset()
        }

        while let token = next(&comments) {
            let isInAngle = angleStart != nil && !isAngleClosed
            let isRoute = isInAngle && angleStart.map { $0 + 1 < item.count && item[$0 + 1].isSpecial(ASCII.at) } == true
            switch token.kind {
            case .special(ASCII.comma) where !isRoute:
                if isInAngle { log.note(.invalidAddress, "'<' without '>'") }
                flush(&self)
            case .special(ASCII.semicolon):
                flush(&self)
                if group == nil { log.note(.invalidAddress, "';' outside a group") }
                group = nil
            case .special(ASCII.colon) where angleStart == nil && !hasAt:
                group = phrase(item[...]) ?? ""
                reset()
            case .special(ASCII.less) where angleStart == nil:
                angleStart = item.count
                item.append(token)
            default:
                if token.isSpecial(ASCII.at) { hasAt = true }
                if token.isSpecial(ASCII.greater) { isAngleClosed = true }
                item.append(token)
            }
        }
        if angleStart != nil, !isAngleClosed { log.note(.invalidAddress, "'<' without '>'") }
        flush(&self)
        if group != nil { log.note(.invalidAddress, "group without ';'") }
        return result
    }

    // MARK: Tokens

    private mutating func next(_ comments: inout [[UInt8]]) -> Token? {
        var isSpaced = false
        while let byte = tokens.next {
            if byte.isFWS {
                tokens.skipWhiteSpace()
                isSpaced = true
                continue
            }
            if byte == ASCII.leftParenthesis {
                comments.append(tokens.comment(&log))
                isSpaced = true
                continue
            }
            return token(byte, isSpaced)
        }
        return nil
    }

    private mutating func token(_ byte: UInt8, _ isSpaced: Bool) -> Token {
        switch byte {
        case ASCII.quote:
            return Token(kind: .quoted, bytes: tokens.quotedString(&log), isSpaced: isSpaced)
        case ASCII.leftBracket:
            var text = tokens.prefix { $0 != ASCII.rightBracket }
            if tokens.next != nil {
                tokens.position += 1
                text = tokens.bytes[text.startIndex..<tokens.position]
            } else {
                log.note(.invalidAddress, "'[' without ']'")
            }
            return Token(kind: .literal, bytes: Array(text), isSpaced: isSpaced)
        case ASCII.less, ASCII.greater, ASCII.comma, ASCII.semicolon, ASCII.colon, ASCII.at:
            tokens.position += 1
            return Token(kind: .special(byte), bytes: [byte], isSpaced: isSpaced)
        default:
            return atom(isSpaced)
        }
    }

    /// An atom or dot-atom. An encoded-word counts as a whole, since broken ones contain specials, unless those could hide an address.
    private mutating func atom(_ isSpaced: Bool) -> Token {
        let start = tokens.position
        while let byte = tokens.next, !byte.endsAtom {
            if byte == ASCII.equals, let end = EncodedWord.endInAddressList(tokens.bytes, at: tokens.position) {
                tokens.position = end
            } else {
                tokens.position += 1
            }
        }
        // A stray ')' or ']' ends atoms but belongs to none.
        if tokens.position == start {
            tokens.position += 1
            log.note(.invalidAddress, "closing bracket without an opening one")
        }
        return Token(kind: .atom, bytes: Array(tokens.bytes[start..<tokens.position]), isSpaced: isSpaced)
    }

    // MARK: Mailbox

    private mutating func mailbox(_ item: [Token], _ comments: [[UInt8]], angleStart: Int?, group: String?) -> Address? {
        guard !item.isEmpty else { return nil }
        if let angleStart {
            let inner = item[(angleStart + 1)...].prefix { !$0.isSpecial(ASCII.greater) }
            let behind = item[min(inner.endIndex + 1, item.count)...]
            if !behind.isEmpty { log.note(.invalidAddress, "text behind '>'") }
            let name = phrase(item[..<angleStart]) ?? commentText(comments) ?? phrase(behind) ?? ""
            return Address(name: name, address: addrSpec(inner), group: group)
        }
        guard let at = item.lastIndex(where: { $0.isSpecial(ASCII.at) }) else {
            if item.count == 1, case .atom = item[0].kind, !EncodedWord.mayContain(item[0].bytes) {
                let word = text(item[0].bytes)
                log.note(.addressWithoutDomain, "'\(word.prefix(60))'")
                return Address(name: commentText(comments) ?? "", address: word, group: group)
            }
            log.note(.invalidAddress, "a name without an address")
            return Address(name: phrase(item[...]) ?? "", address: "", group: group)
        }
        // Words that stand apart before the local part are a name without angle brackets.
        var local = at
        while local > 0, local == at || !standsApart(item[...], local) { local -= 1 }
        let name = phrase(item[..<local])
        if name != nil { log.note(.invalidAddress, "a name and an address without '<' and '>'") }
        return Address(name: name ?? commentText(comments) ?? "", address: addrSpec(item[local...]), group: group)
    }

    /// Whether the token begins something new: white space stands before it that is not that of the obsolete `a . b @ c`.
    private func standsApart(_ item: ArraySlice<Token>, _ index: Int) -> Bool {
        guard item[index].isSpaced else { return false }
        return item[index].bytes.first != ASCII.dot && item[index - 1].bytes.last != ASCII.dot && !item[index].isSpecial(ASCII.at)
            && !item[index - 1].isSpecial(ASCII.at)
    }

    /// `local@domain` without white space, comments and the obsolete route; a local part is quoted only where it has to be.
    /// The domain ends where something else begins.
    private mutating func addrSpec(_ tokens: ArraySlice<Token>) -> String {
        var tokens = tokens
        if tokens.first?.isSpecial(ASCII.at) == true, let colon = tokens.firstIndex(where: { $0.isSpecial(ASCII.colon) }) {
            tokens = tokens[(colon + 1)...]
        }
        guard let at = tokens.lastIndex(where: { $0.isSpecial(ASCII.at) }) else {
            let word = text(tokens.flatMap(\.bytes))
            if !word.isEmpty { log.note(.addressWithoutDomain, "'\(word.prefix(60))'") }
            return word
        }
        let words = tokens[..<at]
        if words.contains(where: \.isSpecial) || words.indices.dropFirst().contains(where: { standsApart(words, $0) }) {
            log.note(.invalidAddress, "local part that should be quoted")
        }
        let behind = tokens[(at + 1)...]
        let domainEnd = behind.indices.first { behind[$0].isSpecial || $0 > at + 1 && standsApart(behind, $0) }
        if domainEnd != nil { log.note(.invalidAddress, "text behind the domain; dropped") }
        let local = words.flatMap(\.bytes)
        let domain = behind[..<(domainEnd ?? behind.endIndex)].flatMap(\.bytes)
        if local.isEmpty || domain.isEmpty { log.note(.invalidAddress, "address without local part or domain") }
        let needsQuotes = local.contains { $0 <= 0x20 || $0 == 0x7F || ($0.endsAtom && $0 != ASCII.dot) || $0 == ASCII.backslash }
        let localText = text(local)
        return (needsQuotes ? quoted(localText) : localText) + "@" + text(domain)
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
    private mutating func phrase(_ words: ArraySlice<Token>) -> String? {
        guard !words.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for word in words {
            if word.isSpaced, !bytes.isEmpty { bytes.append(ASCII.space) }
            bytes += word.bytes
        }
        let text = HeaderText.decode(bytes, &log)
        return text.isEmpty ? nil : text
    }

    private mutating func commentText(_ comments: [[UInt8]]) -> String? {
        guard let first = comments.first(where: { !$0.isEmpty }) else { return nil }
        return HeaderText.decode(first, &log)
    }

    private mutating func text(_ bytes: [UInt8]) -> String { HeaderText.decodeRaw(bytes, &log) }
}

extension UInt8 {
    /// Whether the byte cannot be part of an atom (RFC 5322 section 3.2.3), dots aside.
    fileprivate var endsAtom: Bool {
        switch self {
        case ASCII.leftParenthesis, ASCII.rightParenthesis, ASCII.less, ASCII.greater, ASCII.leftBracket, ASCII.rightBracket, ASCII.colon,
            ASCII.semicolon, ASCII.at, ASCII.comma, ASCII.quote:
            true
        default: isFWS
        }
    }
}
