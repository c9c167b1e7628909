/// What a function answers to an ``HTTPAPIEvent``, payload format 2.0.
public struct HTTPAPIResponse: Sendable, Equatable, Encodable {
    /// The status.
    public var statusCode: Int
    /// Header fields.
    public var headers: [String: String]
    /// The body.
    public var body: String
    /// Whether ``body`` is base64. Text is not.
    public var isBase64Encoded = false

    /// Creates an answer.
    public init(statusCode: Int, headers: [String: String] = [:], body: String = "") {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
    }
}
