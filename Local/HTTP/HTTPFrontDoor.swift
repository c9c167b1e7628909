import FlyingFox
import Foundation
import MailboxAPI

/// Hands requests of the local HTTP server to the API, if they are meant for this server.
struct HTTPFrontDoor: HTTPHandler {
    let api: MailboxAPI
    let hosts: AllowedHosts

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard hosts.allows(request.headers[.host]) else {
            return response(to: AllowedHosts.refusal.response)
        }
        let answer = await api.respond(
            to: APIRequest(
                method: request.method.rawValue, path: request.target.path(), query: request.target.query(),
                authorization: request.headers[.authorization]))
        return response(to: answer)
    }

    private func response(to answer: APIResponse) -> HTTPResponse {
        var headers = HTTPHeaders()
        for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
        return HTTPResponse(
            statusCode: HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? "Status"), headers: headers,
            body: Data(answer.body))
    }

    private static let phrases = [
        200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed",
        410: "Gone", 421: "Misdirected Request", 422: "Unprocessable Content", 429: "Too Many Requests", 500: "Internal Server Error",
        503: "Service Unavailable",
    ]
}
