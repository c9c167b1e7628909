import HTTP

/// A call of an operation, before it is signed.
package struct AWSCall: Sendable {
    /// How a service writes its errors.
    package enum ErrorFormat: Sendable {
        case json
        case xml
    }

    var service: AWSService
    /// The operation's name in the API reference.
    var operation: String
    var method: HTTPMethod = .post
    var endpoint: AWSConfiguration.Endpoint
    /// The path behind the endpoint's, percent-encoded, with a slash in front.
    var path = "/"
    var query: [(name: String, value: String)] = []
    var fields: HTTPFields = [:]
    var body = HTTPRequestBody.none
    /// Whether doing it twice does no more than doing it once. One that is not is repeated only where it was surely refused or never written.
    var isIdempotent: Bool
    var errorFormat = ErrorFormat.json
    /// The most bytes of an answer.
    var responseLimit = 8 << 20
    /// Without a byte in either direction.
    var idle = Duration.seconds(20)
}
