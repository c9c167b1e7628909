import Crypto
import Mail

/// Who asks.
enum Caller {
    /// Nobody in particular.
    case anonymous
    /// The operator, whose token opens every mailbox.
    case admin
    /// Somebody with a token that may open a mailbox.
    case token(String)
}

/// Recognises callers by their bearer token (RFC 6750).
public struct Credentials: Sendable {
    private let adminTokenHash: [UInt8]?

    /// Creates the recogniser.
    /// - Parameter adminToken: opens every mailbox; nil when there is no such token.
    public init(adminToken: String?) {
        adminTokenHash = adminToken.map { SessionToken.hash($0) }
    }

    func caller(of request: APIRequest) throws(Problem) -> Caller {
        guard let header = request.authorization else { return .anonymous }
        let pieces = header.split(separator: " ", omittingEmptySubsequences: true)
        guard pieces.count == 2, pieces[0].lowercased() == "bearer" else { throw .badAuthorization }
        let token = String(pieces[1])
        if let adminTokenHash, SessionToken.matches(token, hash: adminTokenHash) { return .admin }
        return .token(token)
    }
}
