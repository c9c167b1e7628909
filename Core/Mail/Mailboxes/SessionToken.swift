import Crypto

/// The secret that opens an anonymous mailbox: 32 random bytes as hexadecimal digits, shown once and stored as a hash.
public struct SessionToken: Sendable {
    /// What the client is given.
    public let value: String

    /// Makes a token.
    public init(_ random: any RandomSource) throws {
        value = try random.bytes(32).hexadecimal
    }

    /// The token that is made of a caller's own secret.
    init(derived bytes: [UInt8]) {
        value = bytes.hexadecimal
    }

    /// What the store keeps. The token has 256 random bits, so a plain hash is enough.
    public var hash: [UInt8] { Self.hash(value) }

    /// The hash of a token that a client presents.
    public static func hash(_ presented: String) -> [UInt8] { SHA256.hash(Array(presented.utf8)) }

    /// Whether a presented token has this hash; the time does not tell how close it was.
    public static func matches(_ presented: String, hash: [UInt8]) -> Bool { ConstantTime.equal(Self.hash(presented), hash) }
}
