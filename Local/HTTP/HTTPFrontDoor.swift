import MailboxAPI
import NIOHTTP1

/// Hands requests of the local HTTP server to the API, if they are meant for this server.
struct HTTPFrontDoor: Sendable {
    let api: MailboxAPI
    let hosts: AllowedHosts

    let origins: CrossOrigin

    func answer(_ request: HTTPRequestHead, body: [UInt8], client: String?) async -> APIResponse {
        let named = request.headers["host"]
        guard named.count <= 1 else { return Self.severalHosts.response }
        guard hosts.allows(named.first) else { return AllowedHosts.refusal.response }
        if let origin = request.headers.first(name: "origin"), !hosts.allows(origin: origin), !origins.allows(origin) {
            return AllowedHosts.foreignOrigin.response
        }
        let pieces = request.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return await api.respond(
            to: APIRequest(
                method: request.method.rawValue, path: pieces.first.map(String.init) ?? "",
                query: pieces.count > 1 ? String(pieces[1]) : "",
                headers: Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }, body: body,
                clientAddress: client))
    }

    private static let severalHosts = Problem(
        status: 400, title: "Bad request", code: "bad_request", detail: "The request has more than one Host field.", hint: "Send one.")
}
