import FoundationEssentials
import HTTP
import Synchronization

/// A mailbox on a server, and what opens it.
///
/// It remembers where the last wait ended: mail that was found once is not found again, and mail that came before is not missed.
public final class Inbox: Sendable {
    /// Where mail is sent to.
    public let address: String
    /// What opens it, for another program; nil where nothing does. The server tells it once.
    public let token: String?
    /// What the server said of it when it was made; nil for one that there was already.
    public let details: Details?

    let client: InboxClient
    private let position: Mutex<Cursor>

    init(address: String, token: String?, cursor: Cursor, details: Details?, client: InboxClient) {
        self.address = address
        self.token = token
        self.details = details
        self.client = client
        position = Mutex(cursor)
    }

    /// The server that it is on.
    public var server: String { client.server }

    /// Behind the last message that was waited for; when the mailbox was made, behind nothing.
    public var cursor: Cursor { position.withLock { $0 } }

    /// Two waits at once may end in any order.
    func advance(to cursor: Cursor) { position.withLock { $0 = max($0, cursor) } }

    func call(
        _ method: HTTPMethod, _ path: [String] = [], query: [(name: String, value: String?)] = [], body: [UInt8]? = nil,
        timeout: Duration = .seconds(30), deadline: ContinuousClock.Instant? = nil
    ) -> Call {
        Call(method, ["mailboxes", address] + path, query: query, body: body, token: token, timeout: timeout, deadline: deadline)
    }

    // MARK: The mailbox

    /// What the server says of the mailbox now.
    /// - Throws: ``InboxError``, `CancellationError`, as everything here.
    public func show() async throws -> Details { try await client.answer(call(.get)) }

    /// Moves the end of the mailbox to so many minutes from now, cut to what its plan allows.
    public func extend(minutes: Int) async throws -> Details {
        try await client.answer(call(.patch, body: try InboxClient.encode(["ttl_minutes": minutes])))
    }

    /// Ends the mailbox: its mail is gone.
    public func delete() async throws { try await client.send(call(.delete), goneIsDone: true) }

    // MARK: Messages

    /// Messages, newest first.
    /// - Parameters:
    ///   - query: in the search language, such as `from:shop -is:read`; nil for all.
    ///   - before: only older ones than this, to get the next page.
    ///   - limit: 1 to 200.
    public func messages(matching query: String? = nil, before: Cursor? = nil, limit: Int = 50) async throws -> Page {
        try await client.answer(
            call(.get, ["messages"], query: [("q", query), ("before", before?.description), ("limit", String(limit))]))
    }

    /// A whole message.
    /// - Parameter marksRead: whether it counts as read then.
    public func read(_ id: String, marksRead: Bool = true) async throws -> Mail {
        try await client.answer(call(.get, ["messages", id], query: [("mark_read", marksRead ? nil : "false")]))
    }

    /// The last message.
    /// - Parameter query: in the search language; nil for any.
    public func latest(matching query: String? = nil, marksRead: Bool = true) async throws -> Mail {
        try await client.answer(
            call(.get, ["messages", "latest"], query: [("q", query), ("mark_read", marksRead ? nil : "false")]))
    }

    /// A message as it came, to the byte.
    public func raw(_ id: String) async throws -> [UInt8] {
        try await client.send(call(.get, ["messages", id, "raw"], timeout: .seconds(120))).body
    }

    /// The decoded body of a message's part, such as an attachment.
    public func part(_ path: String, of id: String) async throws -> [UInt8] {
        try await client.send(call(.get, ["messages", id, "parts", path], timeout: .seconds(120))).body
    }

    /// Marks a message as read or unread.
    public func mark(_ id: String, isRead: Bool) async throws {
        try await client.send(call(.patch, ["messages", id], body: try InboxClient.encode(["is_read": isRead])))
    }

    /// Removes a message.
    public func delete(_ id: String) async throws { try await client.send(call(.delete, ["messages", id]), goneIsDone: true) }

    /// Removes messages.
    /// - Parameter query: which ones, in the search language; nil for all of them.
    /// - Returns: how many.
    @discardableResult
    public func purge(matching query: String? = nil) async throws -> Int {
        var deleted = 0
        while true {
            let answer: Purged = try await client.answer(
                call(.delete, ["messages"], query: [("q", query), ("all", query == nil ? "true" : nil)], timeout: .seconds(60)))
            deleted += answer.deleted
            guard answer.hasMore else { return deleted }
        }
    }

    private struct Purged: Decodable {
        var deleted: Int
        var hasMore: Bool

        enum CodingKeys: String, CodingKey {
            case deleted
            case hasMore = "has_more"
        }
    }

    // MARK: For programs that hand it on

    /// The server's answer to a GET within the mailbox, as it came.
    package func json(_ path: [String], query: [(name: String, value: String?)] = []) async throws -> [UInt8] {
        try await client.send(call(.get, path, query: query)).body
    }
}
