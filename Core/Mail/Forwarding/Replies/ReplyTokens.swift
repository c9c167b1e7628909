import Mail
import Synchronization

/// Remembers for whom the tokens of reply addresses stand.
public protocol ReplyTokens: Sendable {
    /// Remembers a token. The same token always stands for the same two.
    func save(_ token: String, alias: EmailAddress, correspondent: EmailAddress) async throws

    /// For whom a token stands; nil when nobody has saved it.
    func find(_ token: String) async throws -> (alias: EmailAddress, correspondent: EmailAddress)?
}

/// Tokens that end with the process: for tests.
public final class InMemoryReplyTokens: ReplyTokens {
    private let all = Mutex<[String: (alias: EmailAddress, correspondent: EmailAddress)]>([:])

    /// Creates an empty memory.
    public init() {}

    /// See ``ReplyTokens/save(_:alias:correspondent:)``.
    public func save(_ token: String, alias: EmailAddress, correspondent: EmailAddress) {
        all.withLock { $0[token] = (alias, correspondent) }
    }

    /// See ``ReplyTokens/find(_:)``.
    public func find(_ token: String) -> (alias: EmailAddress, correspondent: EmailAddress)? { all.withLock { $0[token] } }
}
