/// A request as every host of the API hands it over: the local server, API Gateway, a Function URL.
public struct APIRequest: Sendable {
    /// Bytes of a body that any path takes.
    public static let maximumBody = 262_144

    /// In capitals.
    public var method: String
    /// Still percent-encoded, without the query.
    public var path: String
    /// Still percent-encoded, without the question mark.
    public var query: String
    /// Header fields by their names in lower case; repeated ones are joined by commas.
    public var headers: [String: String]
    /// The body; empty where there is none.
    public var body: [UInt8]
    /// The address of the client, or of the proxy in front of this host; nil where it is not known.
    public var clientAddress: String?

    /// Creates a request.
    public init(
        method: String, path: String, query: String = "", headers: [String: String] = [:], body: [UInt8] = [], clientAddress: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.clientAddress = clientAddress
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
}
