import Crypto
import Synchronization

/// An Idempotency-Key: a request that is sent again with it makes no second mailbox, and is answered as the first one was.
///
/// The address and the token of the mailbox are made out of it instead of out of chance. So nothing has to be remembered but a hash, and whoever
/// reads the store learns no token.
public struct CreationKey: Sendable {
    /// What an anonymous caller's key must have at least: it is all that keeps others from asking for the same mailbox.
    public static let anonymousLength = 32
    /// What a key may have at most.
    public static let maximumLength = 255

    private let secret: [UInt8]

    /// The key of a caller.
    /// - Parameters:
    ///   - key: as the client sent it.
    ///   - caller: the caller's own secret, so that equal keys of two callers have nothing to do with each other; empty for an anonymous one.
    public init(_ key: String, caller: String) {
        secret = HMACSHA256.code(Array(key.utf8), key: SHA256.hash(Array(caller.utf8)))
    }

    /// What is stored with the mailbox, to know the key again.
    var hash: [UInt8] { part("hash", 16) }

    /// What the addresses that are tried are made of: the same ones in the same order, every time.
    func source() -> any RandomSource { Source(key: self) }

    /// The token of the mailbox. Another wish with the same key makes another token, by which it is found out.
    func token(of address: EmailAddress, _ wish: MailboxWish) -> SessionToken {
        SessionToken(derived: part("token|\(address.key)|\(wish.fingerprint)", 32))
    }

    private func part(_ purpose: String, _ count: Int) -> [UInt8] {
        Array(HMACSHA256.code(Array(purpose.utf8), key: secret).prefix(count))
    }

    private final class Source: RandomSource {
        private let key: CreationKey
        private let count = Mutex(0)

        init(key: CreationKey) { self.key = key }

        func bytes(_ wanted: Int) -> [UInt8] {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return key.part("address|\(number)", wanted)
        }
    }
}
