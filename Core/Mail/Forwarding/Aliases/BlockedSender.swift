import Mail

/// Whose mail an alias does not take: an address, or all of a domain. Letter case does not matter, nor how a domain is written.
public struct BlockedSender: Sendable, Hashable, CustomStringConvertible {
    /// `spam@example.com`, or `@bad.example` for everybody there.
    public let description: String
    private let key: AliasKey

    /// Reads `spam@example.com` or `@bad.example`.
    /// - Throws: ``EmailAddress/Invalid`` that says what is wrong.
    public init(_ text: String) throws(EmailAddress.Invalid) {
        key = try AliasKey(text)
        description = text
    }

    /// Whether a sender is meant. A domain means its own addresses, not those of domains below it.
    public func matches(_ sender: EmailAddress) -> Bool {
        let sender = AliasKey(sender)
        return key == sender || key == sender.catchAll
    }

    /// Equal when they mean the same senders.
    public static func == (left: BlockedSender, right: BlockedSender) -> Bool { left.key == right.key }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
