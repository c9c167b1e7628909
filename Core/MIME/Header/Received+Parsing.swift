extension Received {
    private enum Keyword {
        case from, by, via, with, id, recipient, tls

        init?(_ bytes: Span<UInt8>, _ word: Range<Int>) {
            guard (2...4).contains(word.count) else { return nil }
            if bytes.equalsIgnoringCase(word, "from") {
                self = .from
            } else if bytes.equalsIgnoringCase(word, "by") {
                self = .by
            } else if bytes.equalsIgnoringCase(word, "via") {
                self = .via
            } else if bytes.equalsIgnoringCase(word, "with") {
                self = .with
            } else if bytes.equalsIgnoringCase(word, "id") {
                self = .id
            } else if bytes.equalsIgnoringCase(word, "for") {
                self = .recipient
            } else if bytes.equalsIgnoringCase(word, "tls") {
                self = .tls
            } else {
                return nil
            }
        }
    }

    /// Reads a field value. Clauses may come in any order and with any number of words; of two with one keyword the second is words of
    /// the clause before it.
    init(parsing value: Span<UInt8>, limits: FieldLimits = .standard, _ log: inout DefectLog) {
        self = HeaderText.withUnfolded(value) { bytes in
            var received = Received()
            received.read(bytes, limits, &log)
            return received
        }
    }

    private mutating func read(_ bytes: Span<UInt8>, _ limits: FieldLimits, _ log: inout DefectLog) {
        let semicolon = Self.lastSemicolon(bytes)
        let clauses = bytes.extracting(0..<(semicolon ?? bytes.count))
        var dateStart = semicolon.map { $0 + 1 }
        var words = ReceivedWords()
        var open: (keyword: Keyword, clause: Clause)?
        var count = 0
        while let word = words.next(clauses, &log) {
            count += 1
            guard count <= limits.listEntries else {
                log.note(.fieldLimitExceeded, "over \(limits.listEntries) words; the others are not read")
                break
            }
            switch word {
            case .comment(let text):
                let comment = text.decode(clauses, limits, &log)
                if open == nil { comments.append(comment) } else { open?.clause.comments.append(comment) }
            case .word(let range):
                if let keyword = Keyword(clauses, range), self[keyword] == nil, open?.keyword != keyword {
                    close(open)
                    open = (keyword, Clause(value: "", comments: []))
                } else if open == nil {
                    log.note(.invalidReceived, "'\(clauses.excerpt(range))' before the first clause")
                } else if dateStart == nil, open?.clause.value.isEmpty == false, Self.isWeekday(clauses, range) {
                    log.note(.invalidReceived, "no semicolon before the date")
                    dateStart = range.lowerBound
                } else {
                    open?.clause.append(HeaderText.decodeRaw(clauses.extracting(range), &log))
                }
            }
            if semicolon == nil, dateStart != nil { break }
        }
        close(open)
        guard let dateStart, !bytes.trimmingFWS(dateStart..<bytes.count).isEmpty else {
            log.note(.invalidReceived, "no date")
            return
        }
        date = DateParser.parse(bytes.extracting(dateStart..<bytes.count), &log)
    }

    private subscript(keyword: Keyword) -> Clause? {
        get {
            switch keyword {
            case .from: from
            case .by: by
            case .via: via
            case .with: with
            case .id: id
            case .recipient: recipient
            case .tls: tls
            }
        }
        set {
            switch keyword {
            case .from: from = newValue
            case .by: by = newValue
            case .via: via = newValue
            case .with: with = newValue
            case .id: id = newValue
            case .recipient: recipient = newValue
            case .tls: tls = newValue
            }
        }
    }

    private mutating func close(_ open: (keyword: Keyword, clause: Clause)?) {
        guard let (keyword, clause) = open else { return }
        var result = clause
        switch keyword {
        case .recipient, .id: result.dropBrackets()
        default: break
        }
        self[keyword] = result
    }

    /// The semicolon before the date: the last one that is in no comment and no quoted string.
    private static func lastSemicolon(_ bytes: Span<UInt8>) -> Int? {
        var last: Int?
        var log = DefectLog()
        var tokens = HeaderTokens()
        while let byte = tokens.next(bytes) {
            switch byte {
            case ASCII.leftParenthesis: _ = tokens.comment(bytes, &log)
            case ASCII.quote: _ = tokens.quotedString(bytes, &log)
            case ASCII.semicolon:
                last = tokens.position
                tokens.position += 1
            default: tokens.position += 1
            }
        }
        return last
    }

    /// `Sat` or `Sat,`.
    private static func isWeekday(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
        let letters = bytes[word.upperBound - 1] == ASCII.comma ? word.dropLast() : word
        return letters.count == 3 && DateWord(bytes, letters).weekday != nil
    }
}

extension Received.Clause {
    fileprivate mutating func append(_ word: String) {
        if value.isEmpty {
            value = word
        } else {
            value += " "
            value += word
        }
    }

    fileprivate mutating func dropBrackets() {
        let inner = value.utf8.dropFirst().dropLast()
        guard value.utf8.first == ASCII.less, value.utf8.last == ASCII.greater, !inner.contains(ASCII.less) else { return }
        value = String(Substring(inner))
    }
}

/// The words and comments of a Received field. What is in quotes, angle brackets or square brackets belongs to one word.
private struct ReceivedWords {
    enum Piece {
        case word(Range<Int>)
        case comment(HeaderTokens.Text)
    }

    private var tokens = HeaderTokens()

    mutating func next(_ bytes: Span<UInt8>, _ log: inout DefectLog) -> Piece? {
        tokens.skipWhiteSpace(bytes)
        guard let first = tokens.next(bytes) else { return nil }
        if first == ASCII.leftParenthesis { return .comment(tokens.comment(bytes, &log)) }
        let start = tokens.position
        while let byte = tokens.next(bytes), !byte.isFWS, byte != ASCII.leftParenthesis {
            if byte == ASCII.quote { _ = tokens.quotedString(bytes, &log) } else { tokens.position += 1 }
        }
        return .word(start..<tokens.position)
    }
}
