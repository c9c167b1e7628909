/// Where accounts and their keys are kept: beside the mailboxes, in SQLite or in the one DynamoDB table.
///
/// Every adapter passes the same contract tests (`Tests/MailContract`). Each call is atomic.
public protocol AccountStore: Sendable {
    /// Adds an account; false when there is one of the name, which stays as it is.
    func add(_ account: Account) async throws -> Bool

    /// An account by name.
    func account(_ name: String) async throws -> Account?

    /// Accounts in the order of their names, behind `name` where given.
    func accounts(after name: String?, limit: Int) async throws -> [Account]

    /// Sets what an account is on, nil for nothing; false when there is no such account.
    func subscribe(_ name: String, to subscription: Subscription?) async throws -> Bool

    /// All plans that were saved, and the built-in ones, in the order of their names.
    func plans() async throws -> [Plan]

    /// Adds a key, if its account is there and has fewer than `limit` that are not revoked.
    func add(_ key: APIKey, limit: Int) async throws -> KeyAddition

    /// The key with a hash, whatever its state.
    func key(hash: [UInt8]) async throws -> APIKey?

    /// The keys of an account, oldest first, revoked ones too.
    func keys(of name: String) async throws -> [APIKey]

    /// Revokes a key for good; false when the account has no such key. One that is revoked already keeps its time.
    func revoke(_ id: String, of name: String, at now: Timestamp) async throws -> Bool

    /// Notes that a key was used.
    func touch(_ key: APIKey, at now: Timestamp) async throws
}

/// What became of a new key.
public enum KeyAddition: Sendable, Equatable {
    /// It is there.
    case added
    /// There is no such account.
    case unknownAccount
    /// The account has as many keys as it may have.
    case limitReached
}
