import MIME
import Mail

/// Values for tests.
public enum Sample {
    /// 2026-11-21T08:30:00.250Z.
    public static let now = Timestamp(millisecondsSince1970: 1_795_249_800_250)

    /// A plan without limits but those given.
    public static func plan(mailboxes: Int = -1, messages: Int = -1) -> Plan {
        Plan(name: "sample", maxMailboxes: mailboxes, maxMessagesPerMailbox: messages, defaultTTLMinutes: 60, maxTTLMinutes: 600)
    }

    /// An open mailbox that was made at `start` and lives for `minutes`.
    public static func mailbox(_ address: String, owner: String? = nil, start: Timestamp = now, minutes: Int = 60) throws -> Mailbox {
        Mailbox(
            address: try EmailAddress(address), owner: owner, plan: "sample", createdAt: start, expiresAt: start.adding(minutes: minutes),
            tokenHash: Array(0..<32))
    }

    /// A key of an account, of a secret that `number` tells from others; it was made so many minutes after ``now``.
    public static func key(_ number: Int, of owner: String, scopes: Set<Scope> = [.messages]) -> APIKey {
        let secret = "pr_\(String(repeating: "0", count: 60))\(number)"
        return APIKey(
            hash: SessionToken.hash(secret), prefix: String(secret.prefix(12)), owner: owner, name: "key \(number)", scopes: scopes,
            createdAt: now.adding(minutes: number))
    }

    /// The copy of the mail `mail` for one recipient; its raw mail has the key `mail` unless another is given.
    public static func message(_ mail: String, to address: String, rawKey: String? = nil) throws -> StoredMessage {
        let address = try EmailAddress(address)
        return StoredMessage(
            id: MessageIdentifier(sesMessageID: mail, recipient: address), mailbox: address, rawKey: rawKey ?? mail, size: 1234,
            receivedAt: now,
            envelopeSender: "bounces@news.example", verdicts: Verdicts(spam: "PASS", virus: "PASS"),
            summary: summary("Subject: \(mail)\r\n\r\nHello\r\n"))
    }

    /// The summary of a mail.
    public static func summary(_ mail: String) -> MessageSummary { MessageSummary(Message(Array(mail.utf8))) }
}

extension MailboxStore {
    /// Adds a mailbox that nothing stands against.
    func add(_ address: String, owner: String? = nil, minutes: Int = 60) async throws {
        let mailbox = try Sample.mailbox(address, owner: owner, minutes: minutes)
        let creation = try await create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
        guard case .created = creation else { throw Unexpected(description: "\(address) could not be made: \(creation)") }
    }

    /// Commits a message that nothing stands against.
    @discardableResult
    func add(_ message: StoredMessage) async throws -> StoredMessage {
        let commit = try await commit(message, within: Sample.plan(), now: Sample.now)
        guard case .stored(let stored) = commit else { throw Unexpected(description: "\(message.id) could not be committed: \(commit)") }
        return stored
    }

    /// Commits the copy of a mail that nothing stands against.
    @discardableResult
    func add(_ mail: String, to address: String, rawKey: String? = nil) async throws -> StoredMessage {
        try await add(try Sample.message(mail, to: address, rawKey: rawKey))
    }

    /// The numbers of all messages that a mailbox shows, in the order shown.
    func numbers(in address: String, before: Int? = nil, limit: Int = 1000, now: Timestamp = Sample.now) async throws -> [Int] {
        try await messages(in: try EmailAddress(address), before: before, limit: limit, now: now).map(\.seq)
    }

    /// What `page` gives, a page at a time until nothing comes.
    func allPages(of limit: Int) async throws -> [StoredMessage] {
        var result: [StoredMessage] = []
        var cursor: MessageCursor?
        while true {
            let page = try await page(after: cursor, limit: limit)
            guard let last = page.last else { return result }
            guard page.count <= limit else { throw Unexpected(description: "a page of \(limit) has \(page.count) messages") }
            result += page
            guard result.count <= 10_000 else { throw Unexpected(description: "the pages do not end") }
            cursor = MessageCursor(last)
        }
    }
}

/// Something that a case builds on is not so.
struct Unexpected: Error, CustomStringConvertible {
    let description: String
}
