/// A request as every host of the API hands it over: the local server, API Gateway, a Function URL.
public struct APIRequest: Sendable {
    /// In capitals.
    public var method: String
    /// Still percent-encoded, without the query.
    public var path: String
    /// Still percent-encoded, without the question mark.
    public var query: String
    /// The Authorization header, if any.
    public var authorization: String?

    /// Creates a request.
    public init(method: String, path: String, query: String = "", authorization: String? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.authorization = authorization
    }

    /// The path's segments, decoded; nil when the encoding is broken.
    var segments: [String]? {
        var result: [String] = []
        for segment in path.split(separator: "/", omittingEmptySubsequences: true) {
            guard let decoded = PercentEncoding.decode(segment) else { return nil }
            result.append(decoded)
        }
        return result
    }

    /// The first value of a query parameter, decoded; nil when it is not given.
    func parameter(_ name: String) throws(Problem) -> String? {
        for pair in query.split(separator: "&") {
            let pieces = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = pieces.first, PercentEncoding.decodeForm(key) == name else { continue }
            guard pieces.count > 1 else { return "" }
            // Taking a broken value for none would do what was not asked for.
            guard let value = PercentEncoding.decodeForm(pieces[1]) else { throw .badQuery(name) }
            return value
        }
        return nil
    }
}
