import Mail

extension Problem {
    static let unauthorized = authenticationNeeded("The request carries no token.")

    static let badAuthorization = authenticationNeeded("The Authorization header is not of the form 'Bearer TOKEN'.")

    static let unknownKey = authenticationNeeded(
        "The API key is unknown, revoked or expired.", hint: "Make another one: postroom admin key create.")

    static let keyNeeded = authenticationNeeded(
        "The path takes an API key; the token of a mailbox opens the mailbox alone.",
        hint: "Send an API key as 'Authorization: Bearer pr_…'.")

    private static func authenticationNeeded(
        _ detail: String, hint: String = "Send the session_token of the mailbox, or an API key, as 'Authorization: Bearer TOKEN'."
    ) -> Problem {
        Problem(status: 401, title: "Authentication needed", code: "unauthorized", detail: detail, hint: hint)
            .with(header: "WWW-Authenticate", "Bearer realm=\"postroom\"")
    }

    static func scopeNeeded(_ scope: Scope) -> Problem {
        Problem(
            status: 403, title: "Not within the key's scopes", code: "insufficient_scope",
            detail: "The API key lacks the scope '\(scope.rawValue)'.",
            hint: "Use a key that has it."
        ).with(header: "WWW-Authenticate", "Bearer realm=\"postroom\", error=\"insufficient_scope\", scope=\"\(scope.rawValue)\"")
    }

    static let adminNeeded = Problem(
        status: 403, title: "For the operator alone", code: "admin_needed", detail: "The path takes the admin token alone.",
        hint: "'postroom dev' shows it at its start, or takes it from POSTROOM_ADMIN_TOKEN.")

    static let anonymousOff = authenticationNeeded(
        "Mailboxes are made with an API key here.", hint: "Send an API key as 'Authorization: Bearer pr_…'.")

    static func tooManyRequests(_ limit: Int, seconds: Int) -> Problem {
        Problem(
            status: 429, title: "Too many requests", code: "rate_limit", detail: "The plan allows \(limit) requests a minute.",
            hint: "Wait \(seconds) s. GET …/wait waits for mail in one request."
        ).with(header: "Retry-After", "\(seconds)")
    }
}
