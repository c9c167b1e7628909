/// An error answer (RFC 9457, `application/problem+json`) with a stable `code` and a `hint` that says what to do.
public struct Problem: Error, Sendable, Encodable {
    /// HTTP status code.
    public var status: Int
    /// Short and always the same for a code.
    public var title: String
    /// Stable name for programs.
    public var code: String
    /// What was wrong with this request.
    public var detail: String
    /// What to do about it.
    public var hint: String
    /// Header fields that belong to the answer.
    var headers: [(name: String, value: String)] = []

    enum CodingKeys: String, CodingKey {
        case status, title, code, detail, hint
    }

    /// Creates a problem.
    public init(status: Int, title: String, code: String, detail: String, hint: String) {
        self.status = status
        self.title = title
        self.code = code
        self.detail = detail
        self.hint = hint
    }

    /// The problem as an answer.
    public var response: APIResponse {
        var response = (try? APIResponse.json(status, self, contentType: "application/problem+json")) ?? APIResponse(status: status)
        response.headers += headers
        return response
    }

    func with(header name: String, _ value: String) -> Problem {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }
}

extension Problem {
    static let unauthorized = authenticationNeeded("The request carries no token.")

    static let badAuthorization = authenticationNeeded("The Authorization header is not of the form 'Bearer TOKEN'.")

    static let notAnAdminToken = authenticationNeeded(
        "The token does not make mailboxes.", hint: "Send the admin token, or no Authorization header at all for an anonymous mailbox.")

    private static func authenticationNeeded(
        _ detail: String, hint: String = "Send the session_token of the mailbox, or the admin token, as 'Authorization: Bearer TOKEN'."
    ) -> Problem {
        Problem(status: 401, title: "Authentication needed", code: "unauthorized", detail: detail, hint: hint)
            .with(header: "WWW-Authenticate", "Bearer realm=\"postroom\"")
    }

    /// The same answer for what is missing and for what belongs to somebody else, so that nobody learns which addresses exist.
    static let mailboxNotFound = Problem(
        status: 404, title: "No such mailbox", code: "mailbox_not_found",
        detail: "There is no open mailbox that this token opens at this address.",
        hint: "Check the address and the token; an expired mailbox is gone. POST /api/v1/mailboxes makes a new one.")

    static let messageNotFound = Problem(
        status: 404, title: "No such message", code: "message_not_found", detail: "The mailbox has no message of this id.",
        hint: "GET /api/v1/mailboxes/{address}/messages lists the messages.")

    static let partNotFound = Problem(
        status: 404, title: "No such part", code: "part_not_found", detail: "The message has no part of this path.",
        hint: "'parts' of GET /api/v1/mailboxes/{address}/messages/{id} lists the paths.")

    static let rawMailMissing = Problem(
        status: 410, title: "Raw mail is gone", code: "raw_mail_missing",
        detail: "The message is listed, but its raw mail was deleted from the storage.",
        hint: "Delete the message; it cannot be read any more.")

    static let routeNotFound = Problem(
        status: 404, title: "No such path", code: "not_found", detail: "The API has nothing at this path.",
        hint: "Paths begin with /api/v1/mailboxes; GET / lists them.")

    static let badPath = Problem(
        status: 400, title: "Bad path", code: "bad_path", detail: "The path is not well percent-encoded.",
        hint: "Encode '%' as %25; '@' may be %40 or stay as it is.")

    static func badQuery(_ name: String) -> Problem {
        Problem(
            status: 400, title: "Bad query", code: "bad_query", detail: "The value of '\(name)' is not well percent-encoded.",
            hint: "Encode '%' as %25, '+' as %2B and '&' as %26.")
    }

    static let internalError = Problem(
        status: 500, title: "Internal error", code: "internal_error", detail: "The request failed for a reason that is not yours.",
        hint: "Try again; the server's log has the reason.")

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        Problem(
            status: 405, title: "Method not allowed", code: "method_not_allowed", detail: "The path does not take this method.",
            hint: "It takes \(allowed.joined(separator: ", "))."
        ).with(header: "Allow", allowed.joined(separator: ", "))
    }

    static func invalid(_ name: String, _ detail: String, hint: String) -> Problem {
        Problem(status: 422, title: "Invalid parameter", code: "invalid_parameter", detail: "'\(name)' \(detail).", hint: hint)
    }
}
