import Logging
import Mail

/// The REST API of the inbox: one implementation for every host.
public struct MailboxAPI: Sendable {
    let service: MailboxService
    let credentials: Credentials
    /// The account that mailboxes made with the admin token belong to.
    public static let adminOwner = "local"

    private let logger: Logger

    /// Creates the API.
    public init(service: MailboxService, credentials: Credentials, logger: Logger) {
        self.service = service
        self.credentials = credentials
        self.logger = logger
    }

    /// Answers a request; every failure is an answer too.
    public func respond(to request: APIRequest) async -> APIResponse {
        var response = await answer(to: request)
        // RFC 9110 sections 9.3.2 and 8.6: whatever the answer is, one to HEAD has no content, but the length that it would have.
        if request.method == "HEAD" {
            response.headers.append(("Content-Length", "\(response.body.count)"))
            response.body = []
        }
        return response
    }

    private func answer(to request: APIRequest) async -> APIResponse {
        do {
            return try await route(request)
        } catch let problem as Problem {
            return problem.response
        } catch is RawMailMissing {
            return Problem.rawMailMissing.response
        } catch {
            logger.error("request failed", metadata: ["method": "\(request.method)", "reason": "\(error)"])
            return Problem.internalError.response
        }
    }

    private typealias Action = () async throws -> APIResponse

    private func route(_ request: APIRequest) async throws -> APIResponse {
        guard let segments = request.segments else { throw Problem.badPath }
        let actions = actions(for: segments, request)
        guard !actions.isEmpty else { throw Problem.routeNotFound }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard let action = actions.first(where: { $0.method == method }) else {
            let allowed = actions.map(\.method)
            throw Problem.methodNotAllowed(allowed.contains("GET") ? allowed + ["HEAD"] : allowed)
        }
        return try await action.run()
    }

    private func actions(for segments: [String], _ request: APIRequest) -> [(method: String, run: Action)] {
        switch segments.count {
        case 0: return [("GET", { index() })]
        case 1 where segments[0] == "health": return [("GET", { try APIResponse.json(200, ["status": "ok"]) })]
        default: break
        }
        guard segments.starts(with: ["api", "v1", "mailboxes"]) else { return [] }
        let rest = Array(segments.dropFirst(3))
        guard let address = rest.first else { return [("POST", { try await createMailbox(request) })] }
        guard rest.count > 1 else {
            return [
                ("GET", { try await showMailbox(try await authorized(address, request)) }),
                ("DELETE", { try await deleteMailbox(try await authorized(address, request)) }),
            ]
        }
        guard rest[1] == "messages" else { return [] }
        switch (rest.count, rest.last) {
        case (2, _):
            return [("GET", { try await listMessages(try await authorized(address, request), request) })]
        case (3, _):
            return [
                ("GET", { try await showMessage(try await message(rest[2], address, request), request) }),
                ("DELETE", { try await deleteMessage(try await message(rest[2], address, request)) }),
            ]
        case (4, "raw"):
            return [("GET", { try await rawMessage(try await message(rest[2], address, request)) })]
        case (5, let path?) where rest[3] == "parts":
            return [("GET", { try await messagePart(try await message(rest[2], address, request), path) })]
        default:
            return []
        }
    }

    // MARK: Access

    /// The open mailbox at an address, if the caller may open it.
    private func authorized(_ text: String, _ request: APIRequest) async throws -> Mailbox {
        let caller = try credentials.caller(of: request)
        if case .anonymous = caller { throw Problem.unauthorized }
        guard let address = try? EmailAddress(text), let mailbox = try await service.mailbox(address) else { throw Problem.mailboxNotFound }
        if case .token(let token) = caller, !SessionToken.matches(token, hash: mailbox.tokenHash) { throw Problem.mailboxNotFound }
        return mailbox
    }

    private func message(_ id: String, _ address: String, _ request: APIRequest) async throws -> StoredMessage {
        let mailbox = try await authorized(address, request)
        guard let id = MessageIdentifier(id), let message = try await service.message(id, in: mailbox.address) else {
            throw Problem.messageNotFound
        }
        return message
    }

    private func index() -> APIResponse {
        let text = """
            Postroom: temporary mailboxes over HTTP.

            POST   /api/v1/mailboxes?ttl_minutes=60                      make a mailbox; answers its address and session_token
            GET    /api/v1/mailboxes/{address}                           the mailbox
            DELETE /api/v1/mailboxes/{address}                           end it
            GET    /api/v1/mailboxes/{address}/messages?limit=&before=   its messages, newest first
            GET    /api/v1/mailboxes/{address}/messages/{id}             one message, decoded (?mark_read=false peeks)
            DELETE /api/v1/mailboxes/{address}/messages/{id}             delete it
            GET    /api/v1/mailboxes/{address}/messages/{id}/raw         the raw mail
            GET    /api/v1/mailboxes/{address}/messages/{id}/parts/{path}  one part, decoded
            GET    /health

            Send the session_token as 'Authorization: Bearer TOKEN'.

            """
        return .text(text)
    }
}
