/// An error answer (RFC 9457, `application/problem+json`) with a stable `code` and a `hint` that says what to do.
public struct Problem: Error, Sendable, Encodable {
    /// What is wrong with one field of a request.
    public struct Fault: Sendable, Encodable {
        /// The name of the field.
        public var field: String
        /// What is wrong with it.
        public var detail: String
        /// What to do about it.
        public var hint: String
    }

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
    /// Every field that is wrong, where fields are.
    public var errors: [Fault]?
    /// Header fields that belong to the answer.
    var headers: [(name: String, value: String)] = []

    enum CodingKeys: String, CodingKey {
        case status, title, code, detail, hint, errors
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
