import Crypto
import Logging
import Mail

/// Recognises callers by their bearer token (RFC 6750).
public struct Credentials: Sendable {
    /// How often it is noted that a key was used.
    private static let touchMinutes = 5

    private let adminTokenHash: [UInt8]?
    private let accounts: any AccountStore
    private let clock: any WallClock

    /// Creates the recogniser.
    /// - Parameters:
    ///   - adminToken: opens every mailbox; nil when there is no such token.
    ///   - accounts: has the keys.
    ///   - clock: tells which have expired.
    public init(adminToken: String?, accounts: any AccountStore, clock: any WallClock) {
        adminTokenHash = adminToken.map { SessionToken.hash($0) }
        self.accounts = accounts
        self.clock = clock
    }

    func caller(of request: APIRequest, logger: Logger) async throws -> Caller {
        guard let header = request.headers["authorization"] else { return .anonymous }
        let pieces = header.split(separator: " ", omittingEmptySubsequences: true)
        guard pieces.count == 2, pieces[0].lowercased() == "bearer" else { throw Problem.badAuthorization }
        let token = String(pieces[1])
        if let adminTokenHash, SessionToken.matches(token, hash: adminTokenHash) { return .admin }
        guard APIKey.Secret.isKey(token) else { return .token(token) }
        let hash = SessionToken.hash(token)
        let now = clock.now()
        guard let key = try await accounts.key(hash: hash), ConstantTime.equal(key.hash, hash), key.isValid(at: now) else {
            throw Problem.unknownKey
        }
        await note(key, now, logger)
        return .key(key)
    }

    /// A key opens what it opens, whether or not it can be noted that it was used.
    private func note(_ key: APIKey, _ now: Timestamp, _ logger: Logger) async {
        guard key.lastUsedAt.map({ $0.adding(minutes: Self.touchMinutes) <= now }) ?? true else { return }
        do {
            try await accounts.touch(key, at: now)
        } catch {
            logger.warning("the use of a key was not noted", metadata: ["key": "\(key.id)", "reason": "\(error)"])
        }
    }
}
