import Crypto

/// A key that acts for an account. The secret itself is shown once, when it is made, and is nowhere afterwards.
public struct APIKey: Sendable, Equatable {
    /// Names the key where it is listed and revoked: `key_` and 16 hexadecimal digits of the hash.
    public var id: String
    /// The account it acts for.
    public var owner: String
    /// What its owner calls it.
    public var name: String
    /// The first 12 characters of the secret, by which people recognise it.
    public var prefix: String
    /// SHA-256 of the secret.
    public var hash: [UInt8]
    /// What it may do.
    public var scopes: Set<Scope>
    /// When it was made.
    public var createdAt: Timestamp
    /// From when on it opens nothing; nil for never.
    public var expiresAt: Timestamp?
    /// When it was last used, to a few minutes; nil when it never was.
    public var lastUsedAt: Timestamp?
    /// When it was revoked; nil when it was not.
    public var revokedAt: Timestamp?

    /// A new key of a secret.
    public init(_ secret: Secret, owner: String, name: String, scopes: Set<Scope>, createdAt: Timestamp, expiresAt: Timestamp? = nil) {
        self.init(hash: secret.hash, prefix: secret.prefix, owner: owner, name: name, scopes: scopes, createdAt: createdAt)
        self.expiresAt = expiresAt
    }

    /// A key as it is stored.
    public init(hash: [UInt8], prefix: String, owner: String, name: String, scopes: Set<Scope>, createdAt: Timestamp) {
        id = Self.id(hash: hash)
        self.owner = owner
        self.name = name
        self.prefix = prefix
        self.hash = hash
        self.scopes = scopes
        self.createdAt = createdAt
    }

    /// The id of the key with a hash.
    public static func id(hash: [UInt8]) -> String { "key_\(Array(hash.prefix(8)).hexadecimal)" }

    /// Whether it opens anything at `now`.
    public func isValid(at now: Timestamp) -> Bool { revokedAt == nil && expiresAt.map { now < $0 } ?? true }

    /// The secret of a key.
    public struct Secret: Sendable {
        /// What tells a key from the token of a mailbox, and leaked ones from other text.
        public static let marker = "pr_"

        /// `pr_` and 64 hexadecimal digits.
        public let value: String

        /// Makes a secret of 32 random bytes.
        public init(_ random: any RandomSource) throws {
            value = Self.marker + (try random.bytes(32).hexadecimal)
        }

        /// Whether a bearer token looks like a key.
        public static func isKey(_ presented: String) -> Bool { presented.hasPrefix(marker) }

        /// What the store finds it by. It has 256 random bits, so a plain hash is enough, and looking it up by the hash tells nothing of the secret.
        public var hash: [UInt8] { SessionToken.hash(value) }

        /// The beginning, which is shown.
        public var prefix: String { String(value.prefix(12)) }
    }
}
