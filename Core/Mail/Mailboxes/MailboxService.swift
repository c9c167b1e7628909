import MIME

/// What the owners of mailboxes do with them: the operations behind REST, on AWS and on a laptop.
public struct MailboxService: Sendable {
    /// A mailbox that was just made, with the token that nobody can ask for again.
    public struct Created: Sendable {
        /// The mailbox.
        public let mailbox: Mailbox
        /// Opens it.
        public let token: SessionToken
    }

    /// Why a mailbox could not be made.
    public enum CreationFailure: Error, Equatable {
        /// The plan allows no more mailboxes.
        case limitReached(plan: Plan)
        /// Every address that was tried is in use.
        case noFreeAddress(tries: Int)
    }

    private let store: any MailboxStore
    private let rawMail: any RawMailStore
    private let clock: any WallClock
    private let random: any RandomSource
    /// The domain of new mailboxes.
    public let domain: String

    /// How many friendly addresses are tried before giving up.
    static let tries = 5

    /// Creates the service.
    /// - Parameters:
    ///   - store: keeps mailboxes and messages.
    ///   - rawMail: keeps raw mails.
    ///   - clock: tells the time.
    ///   - random: makes addresses and tokens.
    ///   - domain: the domain of new mailboxes.
    public init(store: any MailboxStore, rawMail: any RawMailStore, clock: any WallClock, random: any RandomSource, domain: String) {
        self.store = store
        self.rawMail = rawMail
        self.clock = clock
        self.random = random
        self.domain = domain
    }

    /// Makes a mailbox with a friendly address.
    /// - Parameters:
    ///   - ttlMinutes: how long it lives, cut to what the plan allows; nil is the plan's default.
    ///   - owner: the account it belongs to; nil for an anonymous one.
    /// - Returns: the mailbox and its token.
    /// - Throws: ``CreationFailure``, or what the store throws.
    public func create(ttlMinutes: Int?, owner: String?) async throws -> Created {
        let builtIn: Plan = owner == nil ? .anonymous : .local
        let plan = try await store.plan(named: builtIn.name) ?? builtIn
        for _ in 0..<Self.tries {
            let now = clock.now()
            let token = try SessionToken(random)
            let address = try EmailAddress("\(FriendlyName.make(random))@\(domain)")
            let mailbox = Mailbox(
                address: address, owner: owner, plan: plan.name, createdAt: now, expiresAt: now.adding(minutes: plan.ttl(ttlMinutes)),
                tokenHash: token.hash)
            // A friendly address that somebody had before is not given out again: mail for it may still be on its way.
            switch try await store.create(mailbox, within: plan, reclaims: false, now: now) {
            case .created(let made, _): return Created(mailbox: made, token: token)
            case .limitReached: throw CreationFailure.limitReached(plan: plan)
            case .addressTaken: continue
            }
        }
        throw CreationFailure.noFreeAddress(tries: Self.tries)
    }

    /// An open mailbox; nil when there is none of the address, or it has expired or was deleted.
    public func mailbox(_ address: EmailAddress) async throws -> Mailbox? {
        guard let mailbox = try await store.mailbox(address), mailbox.isOpen(at: clock.now()) else { return nil }
        return mailbox
    }

    /// Ends a mailbox: its messages and the raw mails that only it had are gone.
    public func delete(_ address: EmailAddress) async throws {
        try await remove(try await store.delete(address))
    }

    /// Messages, newest first, with a `seq` below `before` where given.
    public func messages(in address: EmailAddress, before: Int?, limit: Int) async throws -> [StoredMessage] {
        try await store.messages(in: address, before: before, limit: limit, now: clock.now())
    }

    /// A message; nil when the open mailbox has none of this id.
    public func message(_ id: MessageIdentifier, in address: EmailAddress) async throws -> StoredMessage? {
        try await store.message(id, in: address, now: clock.now())
    }

    /// The raw mail of a message.
    public func rawMail(of message: StoredMessage) async throws -> [UInt8] { try await rawMail.get(message.rawKey) }

    /// The decoded body of a message's part; nil when it has none of this path. Of the raw mail it reads no more than the part, where the summary
    /// tells where that is.
    public func part(_ path: String, of message: StoredMessage) async throws -> [UInt8]? {
        if let (body, encoding) = message.summary.parts?[path] {
            let bytes = try await rawMail.get(message.rawKey, body)
            // Fewer are not of the mail that was summarised.
            if bytes.count == body.count { return encoding.decode(bytes) }
        }
        return Message(try await rawMail(of: message)).parts.first { $0.path == path }?.decodedBody
    }

    /// Marks a message as read.
    public func markRead(_ message: StoredMessage) async throws {
        if !message.isRead { _ = try await store.mark(message.id, in: message.mailbox, isRead: true) }
    }

    /// Removes a message; false when it is not there.
    public func deleteMessage(_ id: MessageIdentifier, in address: EmailAddress) async throws -> Bool {
        guard let keys = try await store.delete(id, in: address) else { return false }
        try await remove(keys)
        return true
    }

    private func remove(_ keys: [String]) async throws {
        var failure: (any Error)?
        for key in keys {
            do { try await rawMail.delete(key) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }
}
