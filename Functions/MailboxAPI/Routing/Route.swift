/// A method and a path that the API answers.
struct Route: Sendable {
    typealias Run = @Sendable (MailboxAPI, Call) async throws -> APIResponse

    /// A segment of a path.
    private enum Segment: Sendable {
        /// This text.
        case text(String)
        /// Any text, which gets this name.
        case variable(String)
    }

    /// In capitals.
    var method: String
    /// As `/openapi.json` has it: `/api/v1/mailboxes/{address}`.
    var path: String
    /// Whether the caller is looked at: not for what tells whether the server is well.
    var isPublic: Bool
    /// Answers a request.
    var run: Run
    private var segments: [Segment]

    /// Creates a route.
    init(_ method: String, _ path: String, isPublic: Bool = false, _ run: @escaping Run) {
        self.method = method
        self.path = path
        self.isPublic = isPublic
        self.run = run
        segments = path.split(separator: "/").map {
            $0.hasPrefix("{") ? .variable(String($0.dropFirst().dropLast())) : .text(String($0))
        }
    }

    /// The variables of a path that is this one; nil for another path.
    func variables(of path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var variables: [String: String] = [:]
        for (segment, value) in zip(segments, path) {
            switch segment {
            case .text(let text): guard text == value else { return nil }
            case .variable(let name): variables[name] = value
            }
        }
        return variables
    }

    /// How many of its segments are fixed: where two paths fit, the more exact one is meant.
    var exactness: Int {
        segments.count { if case .text = $0 { true } else { false } }
    }
}

/// A request that a route answers.
struct Call: Sendable {
    /// As it came.
    var request: APIRequest
    /// The variable segments of its path, decoded.
    var variables: [String: String]
    /// Who asks.
    var caller: Caller

    /// A variable segment; every route has those that it asks for.
    func variable(_ name: String) -> String { variables[name] ?? "" }
}
