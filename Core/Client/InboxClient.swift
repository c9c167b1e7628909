import FoundationEssentials
import HTTP

/// Makes temporary mailboxes on a Postroom server, and opens those that there are.
///
/// Calls that do no more when they are sent twice are sent again where the server is too busy or the connection breaks: `429`, `502`, `503` and
/// `504` behind the server's `Retry-After`, ``attempts`` times at most. Making a mailbox is among them, since each one has an Idempotency-Key.
public struct InboxClient: Sendable {
    /// Where `postroom dev` listens.
    public static let localServer = "http://127.0.0.1:8025"

    /// The server's address, without a slash at the end.
    public let server: String
    /// How often a call is sent at most; the first time counts.
    public var attempts = 4
    /// The longest `Retry-After` that is waited for; a call that is to wait longer fails at once.
    public var longestPause: Duration = .seconds(10)

    let key: String?

    /// Creates a client; nothing is connected before the first call.
    /// - Parameters:
    ///   - server: such as `https://inbox.example.com`. Its certificate has to end in Amazon's roots, or in those of the file that
    ///     `AWS_CA_BUNDLE` names.
    ///   - key: an API key (`pr_…`); nil for mailboxes of nobody in particular.
    public init(server: String = InboxClient.localServer, key: String? = nil) {
        var server = Substring(server)
        while server.hasSuffix("/") { server = server.dropLast() }
        self.server = String(server)
        self.key = key
    }

    /// Creates a client with the server in `POSTROOM_URL` and the key in `POSTROOM_API_KEY`; an empty variable is none.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.init(server: variable("POSTROOM_URL") ?? Self.localServer, key: variable("POSTROOM_API_KEY"))
    }

    /// Makes a mailbox.
    /// - Parameters:
    ///   - ttlMinutes: how long it lives; the plan has a default and a limit.
    ///   - localPart: what stands before the `@`; nil for one that the server makes.
    ///   - domain: one of the server's; nil for its first one.
    ///   - label: what you call it.
    ///   - metadata: what you keep with it.
    ///   - idempotencyKey: a call with the same key makes no second mailbox; nil makes a new key. Without an API key it is a secret.
    /// - Throws: ``InboxError``, `CancellationError`.
    public func create(
        ttlMinutes: Int? = nil, localPart: String? = nil, domain: String? = nil, label: String? = nil, metadata: [String: String]? = nil,
        idempotencyKey: String? = nil
    ) async throws -> Inbox {
        let wish = Wish(ttlMinutes: ttlMinutes, localPart: localPart, domain: domain, label: label, metadata: metadata)
        let request = try Call(
            .post, ["mailboxes"], body: Self.encode(wish), token: key,
            fields: ["Idempotency-Key": idempotencyKey ?? UUID().uuidString])
        let details: Inbox.Details = try await answer(request)
        guard let token = details.sessionToken else { throw InboxError.unreadable("the answer that made a mailbox has no session_token") }
        return Inbox(address: details.address, token: token, cursor: details.cursor, details: details, client: self)
    }

    /// A mailbox that there is.
    /// - Parameters:
    ///   - address: its address.
    ///   - token: its `session_token`; nil where the client's API key opens it.
    ///   - cursor: behind which mail counts for ``Inbox/wait(for:timeout:after:)``; nil for all.
    public func inbox(_ address: String, token: String? = nil, cursor: Inbox.Cursor? = nil) -> Inbox {
        Inbox(address: address, token: token ?? key, cursor: cursor ?? .start, details: nil, client: self)
    }

    /// The open mailboxes of the key's account, in the order of their addresses.
    /// - Parameter label: only those with this label.
    /// - Throws: ``InboxError``, `CancellationError`.
    public func mailboxes(label: String? = nil) async throws -> [Inbox.Details] {
        var found: [Inbox.Details] = []
        var cursor: String?
        repeat {
            let page: MailboxPage = try await answer(
                Call(.get, ["mailboxes"], query: [("label", label), ("cursor", cursor), ("limit", "200")], token: key))
            found += page.mailboxes
            cursor = page.next
        } while cursor != nil
        return found
    }

    /// Whether a Postroom answers at ``server``.
    public func isReachable() async -> Bool {
        do {
            _ = try await send(Call(.get, [], absolutePath: "/health", token: nil, timeout: .seconds(3)), attempts: 1)
            return true
        } catch {
            return false
        }
    }

    private struct Wish: Encodable {
        var ttlMinutes: Int?
        var localPart: String?
        var domain: String?
        var label: String?
        var metadata: [String: String]?

        enum CodingKeys: String, CodingKey {
            case domain, label, metadata
            case ttlMinutes = "ttl_minutes"
            case localPart = "local_part"
        }
    }

    private struct MailboxPage: Decodable {
        var mailboxes: [Inbox.Details]
        var next: String?
    }
}
