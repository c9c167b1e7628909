import MIME

/// What the owners of mailboxes do with them: the operations behind REST, on AWS and on a laptop.
public struct MailboxService: Sendable {
    /// A mailbox that was just made, with the token that nobody can ask for again.
    public struct Created: Sendable {
        /// The mailbox.
        public let mailbox: Mailbox
        /// Opens it.
        public let token: SessionToken
        /// The plan that it was made on.
        public let plan: Plan
    }

    /// Why a mailbox could not be made.
    public enum CreationFailure: Error, Equatable {
        /// The plan allows no more mailboxes.
        case limitReached(plan: Plan)
        /// Every address that was tried is in use.
        case noFreeAddress(tries: Int)
        /// The address that was asked for is in use, or was somebody else's: mail for them may still be on its way.
        case addressTaken(String)
        /// The Idempotency-Key was used for another wish.
        case keyUsedOtherwise
        /// The mailbox that was made with the Idempotency-Key has ended.
        case keyUsedUp
    }

    let store: any MailboxStore
    let rawMail: any RawMailStore
    let clock: any WallClock
    let random: any RandomSource
    let watch: any MailboxWatch
    /// The domains of new mailboxes; the first one is taken where nobody asks for another.
    public let domains: [String]

    /// Creates the service.
    /// - Parameters:
    ///   - store: keeps mailboxes and messages.
    ///   - rawMail: keeps raw mails.
    ///   - clock: tells the time.
    ///   - random: makes addresses and tokens.
    ///   - watch: wakes those who wait for mail.
    ///   - domains: the domains of new mailboxes, at least one, in lower case.
    public init(
        store: any MailboxStore, rawMail: any RawMailStore, clock: any WallClock, random: any RandomSource, watch: any MailboxWatch,
        domains: [String]
    ) {
        self.store = store
        self.rawMail = rawMail
        self.clock = clock
        self.random = random
        self.watch = watch
        self.domains = domains
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

    /// Messages of an open mailbox.
    public func messages(in address: EmailAddress, _ range: MessageRange = MessageRange(), limit: Int) async throws -> [StoredMessage] {
        try await store.messages(in: address, range, limit: limit, now: clock.now())
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

    /// Marks a message as read or unread; false when it is not there any more.
    public func mark(_ message: StoredMessage, isRead: Bool) async throws -> Bool {
        guard message.isRead != isRead else { return true }
        return try await store.mark(message.id, in: message.mailbox, isRead: isRead)
    }

    /// Removes a message; false when it is not there.
    public func deleteMessage(_ id: MessageIdentifier, in address: EmailAddress) async throws -> Bool {
        guard let keys = try await store.delete(id, in: address) else { return false }
        try await remove(keys)
        return true
    }

    func remove(_ keys: [String]) async throws {
        var failure: (any Error)?
        for key in keys {
            do { try await rawMail.delete(key) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }
}
