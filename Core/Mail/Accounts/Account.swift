/// Somebody who owns mailboxes and keys.
public struct Account: Sendable, Equatable {
    /// The name: 1 to 64 of lower-case letters, digits, `.`, `_` and `-`, beginning with a letter or digit.
    public var name: String
    /// When it was made.
    public var createdAt: Timestamp
    /// What it is on; nil for ``Plan/free``.
    public var subscription: Subscription?

    /// Creates an account.
    public init(name: String, createdAt: Timestamp, subscription: Subscription? = nil) {
        self.name = name
        self.createdAt = createdAt
        self.subscription = subscription
    }

    /// The person at the laptop.
    public static let local = Account(
        name: "local", createdAt: Timestamp(millisecondsSince1970: 0),
        subscription: Subscription(plan: Plan.local.name, since: Timestamp(millisecondsSince1970: 0)))

    /// Whether a text can be an account's name.
    public static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), let first = bytes.first, isPlain(first) else { return false }
        return bytes.allSatisfy { isPlain($0) || ".-_".utf8.contains($0) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
