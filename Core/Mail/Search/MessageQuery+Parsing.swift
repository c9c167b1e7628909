extension MessageQuery {
    /// What is wrong with a query.
    public struct Invalid: Error, Equatable, CustomStringConvertible {
        /// What is wrong, and what could stand there.
        public let description: String
    }

    /// The names of terms.
    static let names = [
        "from", "to", "addressed", "subject", "message-id", "body", "filename", "is", "has", "after", "before", "larger", "smaller",
    ]

    /// Reads a query.
    /// - Parameter now: what `after:2h` counts back from.
    public init(_ text: String, now: Timestamp) throws(Invalid) {
        guard text.count <= Self.maximumLength else { throw Invalid(description: "has more than \(Self.maximumLength) characters") }
        var terms: [Term] = []
        for word in try Self.words(text) {
            var rest = word[...]
            var isNegated = false
            if let sign = rest.first, !sign.isQuoted, sign.character == "-" || sign.character == "!", rest.count > 1 {
                isNegated = true
                rest = rest.dropFirst()
            }
            terms.append(Term(try Self.condition(rest, now: now), isNegated: isNegated))
        }
        guard terms.count <= Self.maximumTerms else { throw Invalid(description: "has more than \(Self.maximumTerms) terms") }
        self.init(terms)
    }

    /// A character, and whether it stood in quotes: those never end a word or name a term.
    private typealias Letter = (character: Character, isQuoted: Bool)

    private static func words(_ text: String) throws(Invalid) -> [[Letter]] {
        var words: [[Letter]] = []
        var word: [Letter] = []
        var isOpen = false
        var isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
                isOpen = true
            } else if character.isWhitespace, !isQuoted {
                if isOpen { words.append(word) }
                word = []
                isOpen = false
            } else {
                word.append((character, isQuoted))
                isOpen = true
            }
        }
        guard !isQuoted else { throw Invalid(description: "has a quote that does not end") }
        if isOpen { words.append(word) }
        return words
    }

    private static func condition(_ word: ArraySlice<Letter>, now: Timestamp) throws(Invalid) -> Condition {
        guard let colon = word.firstIndex(where: { $0.character == ":" && !$0.isQuoted }) else {
            return .anywhere(String(word.map(\.character)).lowercased())
        }
        let name = String(word[..<colon].map(\.character)).lowercased()
        let value = String(word[(colon + 1)...].map(\.character))
        guard names.contains(name) else {
            // Times and addresses of web pages have colons too.
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") }), !value.hasPrefix("//") else {
                return .anywhere(String(word.map(\.character)).lowercased())
            }
            throw Invalid(description: "has a term '\(name):'; there are \(names.map { "\($0):" }.joined(separator: " "))")
        }
        guard !value.isEmpty else { throw Invalid(description: "has nothing behind '\(name):'") }
        let text = value.lowercased()
        switch name {
        case "from": return .from(text)
        case "to": return .to(text)
        case "addressed": return .addressed(text)
        case "subject": return .subject(text)
        case "message-id": return .messageID(text)
        case "body": return .body(text)
        case "filename": return .filename(text)
        case "is": return try state(text)
        case "has": return try property(text)
        case "after": return .after(try time(value, name, now))
        case "before": return .before(try time(value, name, now))
        case "larger": return .larger(try size(text, name))
        default: return .smaller(try size(text, name))
        }
    }

    private static func state(_ text: String) throws(Invalid) -> Condition {
        switch text {
        case "read": return .isRead(true)
        case "unread": return .isRead(false)
        default: throw Invalid(description: "has 'is:\(text)'; there are is:read and is:unread")
        }
    }

    private static func property(_ text: String) throws(Invalid) -> Condition {
        switch text {
        case "attachment", "attachments": return .hasAttachment
        case "otp", "code": return .hasOTP
        case "link": return .hasLink
        default: throw Invalid(description: "has 'has:\(text)'; there are has:attachment, has:otp and has:link")
        }
    }

    /// A day, a time with its zone, or how long ago: `30m`, `2h`, `3d`.
    private static func time(_ text: String, _ name: String, _ now: Timestamp) throws(Invalid) -> Timestamp {
        if let unit = text.last, let factor = ["m": 1, "h": 60, "d": 1440][unit.lowercased()], let count = Int(text.dropLast()),
            (0...1_000_000).contains(count)
        {
            return now.adding(minutes: -count * factor)
        }
        let isDay = text.utf8.count == 10 && !text.contains("T")
        guard let time = Timestamp(isDay ? "\(text)T00:00:00Z" : text) else {
            throw Invalid(
                description:
                    "has '\(name):\(text)', which is no time; write 2026-11-22, 2026-11-22T08:30:00Z, or 30m, 2h, 3d for so long ago")
        }
        return time
    }

    /// Bytes: `500`, `10k`, `2M`.
    private static func size(_ text: String, _ name: String) throws(Invalid) -> Int {
        var digits = text[...]
        if digits.hasSuffix("b") { digits = digits.dropLast() }
        var factor = 1
        if let unit = digits.last, let known = ["k": 1 << 10, "m": 1 << 20][unit] {
            factor = known
            digits = digits.dropLast()
        }
        guard let count = Int(digits), (0...1_000_000_000).contains(count) else {
            throw Invalid(description: "has '\(name):\(text)', which is no size; write 500, 10k or 2M")
        }
        return count * factor
    }
}
