extension Problem {
    static let routeNotFound = Problem(
        status: 404, title: "No such path", code: "not_found", detail: "The API has nothing at this path.",
        hint: "GET / lists the paths, and /openapi.json describes them.")

    static let badPath = Problem(
        status: 400, title: "Bad path", code: "bad_path", detail: "The path is not well percent-encoded.",
        hint: "Encode '%' as %25; '@' may be %40 or stay as it is.")

    static func badQuery(_ what: String) -> Problem {
        Problem(
            status: 400, title: "Bad query", code: "bad_query", detail: "In the query \(what.shown) is not well percent-encoded.",
            hint: "Encode '%' as %25, '+' as %2B and '&' as %26.")
    }

    static func badJSON(_ what: String) -> Problem {
        Problem(
            status: 400, title: "Bad JSON", code: "bad_json", detail: "The body is no JSON object: \(what).",
            hint: "Send an object, such as {}.")
    }

    static let unsupportedBody = Problem(
        status: 415, title: "Unsupported body", code: "unsupported_body", detail: "The body is not said to be JSON.",
        hint: "Send 'Content-Type: application/json'.")

    /// More than any path takes; a host that reads bodies itself answers so as soon as it knows.
    public static let bodyTooLarge = Problem(
        status: 413, title: "Body too large", code: "body_too_large", detail: "The request has a body that is larger than any path takes.",
        hint: "A body has at most \(APIRequest.maximumBody) bytes.")

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        Problem(
            status: 405, title: "Method not allowed", code: "method_not_allowed", detail: "The path does not take this method.",
            hint: "It takes \(allowed.joined(separator: ", "))."
        ).with(header: "Allow", allowed.joined(separator: ", "))
    }

    /// Every field that is wrong.
    static func invalid(_ faults: [Fault]) -> Problem {
        var problem = Problem(
            status: 422, title: "Invalid fields", code: "invalid_parameter", detail: faults.map(\.detail).joined(separator: " "),
            hint: faults.count == 1 ? faults[0].hint : "'errors' has what to do about each of them.")
        problem.errors = faults
        return problem
    }

    static func invalid(_ name: String, _ detail: String, hint: String) -> Problem {
        invalid([Fault(field: name, detail: "'\(name.shown)' \(detail).", hint: hint)])
    }

    static let internalError = Problem(
        status: 500, title: "Internal error", code: "internal_error", detail: "The request failed for a reason that is not yours.",
        hint: "Try again; the server's log has the reason.")
}
