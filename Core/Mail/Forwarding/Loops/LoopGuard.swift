import MIME
import Mail

/// Marks what an alias sends, and knows it again when it comes back: stopping loops is a must (RFC 5321 section 6.3).
///
/// The mark is `X-Loop: <alias>; <code>`. The code is an HMAC, so that nobody else can mark a mail, and thereby keep it from being forwarded.
public struct LoopGuard: Sendable {
    /// So many aliases may have forwarded a mail.
    public static let maxHops = 5
    /// So many servers may have had it, as with Postfix.
    public static let maxReceived = 50
    /// The name of the field.
    public static let fieldName = "X-Loop"

    /// Ours are put in front: what comes behind so many was put there to keep us busy.
    private static let maxFields = 1000
    private static let purpose = "loop"

    private let key: ForwardingKey

    /// A guard of a deployment.
    public init(_ key: ForwardingKey) { self.key = key }

    // MARK: Marks

    /// The mark of an alias.
    public func mark(for alias: EmailAddress) throws(FieldError) -> HeaderLine { try line(AliasKey(alias)) }

    /// The marks of a mail that is made anew of another one: those that are valid there, and that of the alias in front.
    func marks(for alias: EmailAddress, of message: Message) throws(FieldError) -> [HeaderLine] {
        var lines = [try mark(for: alias)]
        for key in marks(message) { lines.append(try line(key)) }
        return lines
    }

    private func line(_ alias: AliasKey) throws(FieldError) -> HeaderLine {
        try HeaderLine(Self.fieldName, text: "\(alias); \(key.mark(Self.purpose, alias.description))")
    }

    /// The aliases that have forwarded a mail, the last one first. Forged marks are ignored.
    private func marks(_ message: Message) -> [AliasKey] {
        var aliases: [AliasKey] = []
        for field in message.root.headers(named: "x-loop").prefix(Self.maxFields) {
            if let alias = alias(field.value) { aliases.append(alias) }
            if aliases.count > Self.maxHops { break }
        }
        return aliases
    }

    private func alias(_ mark: String) -> AliasKey? {
        // A quoted local part may have a semicolon.
        guard let semicolon = mark.lastIndex(of: ";") else { return nil }
        let code = mark[mark.index(after: semicolon)...].filter { !$0.isWhitespace }.lowercased()
        let text = mark[..<semicolon]
        guard Base32.isText(code, count: ForwardingKey.markLength), let alias = try? AliasKey(String(text)), !alias.isCatchAll,
            key.isMark(code, Self.purpose, alias.description)
        else { return nil }
        return alias
    }

    // MARK: Verdict

    /// Whether a mail that came to an alias goes round.
    public func verdict(_ message: Message, for alias: EmailAddress) -> LoopVerdict {
        let own = AliasKey(alias)
        let marks = marks(message)
        if marks.contains(own) { return .ownMark }
        if marks.count > Self.maxHops { return .tooManyHops }
        if message.root.headers(named: "received").count > Self.maxReceived { return .tooManyReceived }
        let isOwn = message.from.contains { author in (try? EmailAddress(author.address)).map { AliasKey($0) == own } ?? false }
        return isOwn ? .ownFrom : .none
    }
}
