import Mail

/// Who asks.
enum Caller: Sendable {
    /// Nobody in particular.
    case anonymous
    /// The operator, whose token opens every mailbox.
    case admin
    /// Somebody with a token that may open a mailbox.
    case token(String)
    /// Somebody with an API key, which is valid.
    case key(APIKey)

    /// The account that acts; nil for those without one.
    var owner: String? {
        switch self {
        case .anonymous, .token: nil
        case .admin: Account.local.name
        case .key(let key): key.owner
        }
    }

    /// Whether it has a scope. What opens a mailbox alone has all of them there.
    func has(_ scope: Scope) -> Bool {
        switch self {
        case .anonymous: false
        case .admin, .token: true
        case .key(let key): key.scopes.contains(scope)
        }
    }

    /// Whether it sees nothing of a mail that a sender wrote.
    var isBlind: Bool { !has(.messages) }
}
