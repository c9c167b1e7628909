import Logging
import Mail

extension MailboxAPI {
    static let operationRoutes: [Route] = [
        Route("GET", "/", isPublic: true) { api, _ in .text(api.overview) },
        Route("GET", "/openapi.json", isPublic: true) { _, _ in .document(OpenAPI.document) },
        Route("GET", "/health", isPublic: true) { _, _ in try .json(200, ["status": "ok"]) },
        Route("GET", "/livez", isPublic: true) { _, _ in try .json(200, ["status": "ok"]) },
        Route("GET", "/readyz", isPublic: true) { api, _ in try await api.readiness() },
        Route("GET", "/metrics", isPublic: true) { api, _ in
            guard api.options.hasMetrics else { throw Problem.routeNotFound }
            return .text(api.counts.text, version: "0.0.4")
        },
    ]

    /// Whether requests can be answered: whether the store answers.
    private func readiness() async throws -> APIResponse {
        do {
            _ = try await accounts.account("local")
            return try .json(200, ["status": "ok"])
        } catch {
            logger.error("the store does not answer", metadata: ["reason": "\(error)"])
            throw Problem(
                status: 503, title: "Not ready", code: "not_ready", detail: "The store does not answer.",
                hint: "Try again; the log has the reason."
            ).with(header: "Retry-After", "5")
        }
    }

    /// What `/` says.
    private var overview: String {
        let lines = Self.routes.filter { $0.path != "/" }.map { route in
            "\(route.method)\(String(repeating: " ", count: 7 - route.method.utf8.count))\(route.path)\n"
        }
        return """
            Postroom: temporary mailboxes over HTTP. /openapi.json describes every path.

            \(lines.joined())
            Send the session_token of a mailbox, or an API key, as 'Authorization: Bearer TOKEN'.

            """
    }
}
