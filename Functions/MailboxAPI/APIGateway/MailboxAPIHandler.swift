import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import Mail

/// The API behind an HTTP API of API Gateway, or behind a Function URL: both invoke with payload format 2.0.
public struct MailboxAPIHandler: EventHandler {
    private let api: MailboxAPI
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the handler.
    /// - Parameter warmUps: what else to do before the first event.
    public init(_ api: MailboxAPI, warmUps: [WarmUp] = []) {
        self.api = api
        self.warmUps = [.decoding(HTTPAPIEvent.self, from: #"{"requestContext":{"http":{"method":"GET"}}}"#)] + warmUps
    }

    /// Answers a request.
    public func handle(_ event: HTTPAPIEvent, context: InvocationContext) async throws -> HTTPAPIResponse {
        guard let request = APIRequest(event) else {
            return HTTPAPIResponse(Problem.badBody.response)
        }
        let response = await api.respond(to: request)
        context.metrics.count(response.status < 500 ? "RequestsAnswered" : "RequestsFailed")
        return HTTPAPIResponse(response)
    }
}

extension Problem {
    /// What API Gateway never sends.
    fileprivate static let badBody = Problem(
        status: 400, title: "Bad body", code: "bad_body", detail: "The body is said to be base64, and is not.",
        hint: "Send the body as it is.")
}

extension APIRequest {
    /// A request as API Gateway has it; nil when its body is no base64 though it is said to be.
    init?(_ event: HTTPAPIEvent) {
        var path = event.rawPath
        // A stage with a name stands before every path.
        if let stage = event.stage, stage != "$default", path == "/\(stage)" || path.hasPrefix("/\(stage)/") {
            path = String(path.dropFirst(stage.count + 1))
        }
        // An HTTP API decodes the path, which its documentation does not say, and a Function URL does not: what is no escape is itself.
        path = path.isEmpty ? "/" : PercentEncoding.withStrayPercentsEncoded(path)
        var body: [UInt8] = []
        if let text = event.body {
            if event.isBase64Encoded {
                guard let data = Data(base64Encoded: text) else { return nil }
                body = [UInt8](data)
            } else {
                body = Array(text.utf8)
            }
        }
        self.init(
            method: event.method, path: path, query: event.rawQueryString, headers: event.headers, body: body, clientAddress: event.sourceIP
        )
    }
}

extension HTTPAPIResponse {
    /// An answer as API Gateway takes it: text as it is, everything else in base64.
    init(_ response: APIResponse) {
        // Several fields of a name become one (RFC 9110 section 5.3); none of ours is Set-Cookie.
        let headers = Dictionary(response.headers.map { ($0.name, $0.value) }) { "\($0), \($1)" }
        let type = headers["Content-Type"] ?? ""
        let isText = type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/problem+json")
        // Around it everything is JSON, which writes a byte of text with six at worst; base64 takes four for three.
        if isText, response.body.count <= 1_000_000, let text = String(validating: response.body, as: UTF8.self) {
            self.init(statusCode: response.status, headers: headers, body: text)
        } else {
            self.init(
                statusCode: response.status, headers: headers, body: Data(response.body).base64EncodedString(), isBase64Encoded: true)
        }
    }
}
