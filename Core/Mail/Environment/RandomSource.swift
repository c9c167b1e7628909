import Crypto

/// Where the domain gets randomness from.
public protocol RandomSource: Sendable {
    /// `count` bytes that nobody can predict.
    func bytes(_ count: Int) throws -> [UInt8]
}

extension RandomSource {
    /// A number from 0 up to, not including, `bound`, each as likely as the others.
    func number(below bound: Int) throws -> Int {
        precondition(bound > 0 && bound <= 1 << 24)
        // Values behind the last whole multiple would favour small results.
        let limit = (1 << 32) / bound * bound
        while true {
            let value = try bytes(4).reduce(0) { $0 << 8 | Int($1) }
            if value < limit { return value % bound }
        }
    }
}

/// The cryptographic generator of libcrypto.
public struct SystemRandom: RandomSource {
    /// Creates the source.
    public init() {}

    /// `count` bytes from ``SecureRandom``.
    public func bytes(_ count: Int) throws -> [UInt8] { try SecureRandom.bytes(count) }
}
