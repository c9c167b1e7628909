/// What a function answers to an ``HTTPAPIEvent``, payload format 2.0.
public struct HTTPAPIResponse: Sendable, Equatable, Encodable {
    /// The status.
    public var statusCode: Int
    /// Header fields.
    public var headers: [String: String]
    /// The body.
    public var body: String
    /// Whether ``body`` is base64. Text is not.
    public var isBase64Encoded: Bool

    /// Creates an answer.
    public init(statusCode: Int, headers: [String: String] = [:], body: String = "", isBase64Encoded: Bool = false) {
        self.statusCode = statusCode
        self.headers = headers
        self.body = body
        self.isBase64Encoded = isBase64Encoded
    }
}
