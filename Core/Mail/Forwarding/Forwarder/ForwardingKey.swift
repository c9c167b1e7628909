import Crypto

/// The secret that makes links, reply addresses and loop marks of a deployment, which nobody else can make.
public struct ForwardingKey: Sendable {
    private let bytes: [UInt8]

    /// How many bytes a secret has.
    public static let length = 32

    /// A secret of 32 bytes or more.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.length else { return nil }
        self.bytes = bytes
    }

    /// A code of a text for one purpose, such as `loop`; codes of one purpose say nothing about those of another.
    package func code(_ purpose: String, _ text: String) -> [UInt8] {
        HMACSHA256.code(Array("\(purpose)\u{0}\(text)".utf8), key: bytes)
    }
}
