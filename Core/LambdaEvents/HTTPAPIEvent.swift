import FoundationEssentials

/// A request that came to an HTTP API of API Gateway, payload format 2.0.
///
/// Source: API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs".
public struct HTTPAPIEvent: Sendable, Decodable {
    /// `GET` and so on, in capitals.
    public var method: String
    /// The path as it came, still percent-encoded. It has the name of the stage in front, unless that is `$default`.
    public var rawPath: String
    /// What stands behind `?`, as it came; empty when there is nothing.
    public var rawQueryString: String
    /// The header fields, their names in lower case; repeated ones are joined by commas.
    public var headers: [String: String]
    /// The variables of the route, such as `token` of `/held/{token}`.
    public var pathParameters: [String: String]
    /// The body; nil when there is none.
    public var body: String?
    /// Whether ``body`` is base64.
    public var isBase64Encoded: Bool
    /// API Gateway's id of the request.
    public var requestID: String?
    /// The address that the request came from.
    public var sourceIP: String?
    /// The name of the stage; `$default` is that of one without a name in the path.
    public var stage: String?

    private enum CodingKeys: String, CodingKey {
        case rawPath, rawQueryString, headers, pathParameters, body, isBase64Encoded, requestContext
    }

    private enum ContextKeys: String, CodingKey {
        case http, stage
        case requestID = "requestId"
    }

    private enum HTTPKeys: String, CodingKey {
        case method, path
        case sourceIP = "sourceIp"
    }

    /// Creates a request.
    public init(method: String, path: String, pathParameters: [String: String] = [:]) {
        self.method = method
        rawPath = path
        rawQueryString = ""
        headers = [:]
        self.pathParameters = pathParameters
        isBase64Encoded = false
    }

    /// Reads a request; only the method is required, without which nothing can be answered.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let context = try container.nestedContainer(keyedBy: ContextKeys.self, forKey: .requestContext)
        let http = try context.nestedContainer(keyedBy: HTTPKeys.self, forKey: .http)
        method = try http.decode(String.self, forKey: .method).uppercased()
        rawPath = container.lenientText(.rawPath) ?? http.lenientText(.path) ?? ""
        rawQueryString = container.lenientText(.rawQueryString) ?? ""
        let fields = (try? container.decode([String: Lenient<String>].self, forKey: .headers)) ?? [:]
        headers = Dictionary(fields.compactMap { name, value in value.value.map { (name.lowercased(), $0) } }) { first, _ in first }
        pathParameters = ((try? container.decode([String: Lenient<String>].self, forKey: .pathParameters)) ?? [:]).compactMapValues(\.value)
        body = container.lenientText(.body)
        isBase64Encoded = (try? container.decode(Bool.self, forKey: .isBase64Encoded)) ?? false
        requestID = context.lenientText(.requestID)
        sourceIP = http.lenientText(.sourceIP)
        stage = context.lenientText(.stage)
    }
}
