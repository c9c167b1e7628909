/// Where mailboxes, plans and messages are kept: SQLite on a laptop, one DynamoDB table on AWS.
///
/// Every adapter passes the same contract tests (`Tests/MailContract`). Each call is atomic. Expired mailboxes are still there for a while:
/// callers check ``Mailbox/isOpen(at:)``, and every call that takes `now` checks it itself.
public protocol MailboxStore: Sendable {
    /// A plan by name; nil when there is none.
    func plan(named name: String) async throws -> Plan?

    /// Adds or replaces a plan.
    func save(_ plan: Plan) async throws

    /// Adds a mailbox, unless its address is in use or its owner has as many open ones as the plan allows.
    ///
    /// The address of a deleted or expired mailbox can be taken over when `reclaims` is true: its messages are gone, its ``Mailbox/seq`` goes on.
    func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) async throws -> MailboxCreation

    /// A mailbox by its address, whatever its state.
    func mailbox(_ address: EmailAddress) async throws -> Mailbox?

    /// Mailboxes of an owner in the order of their addresses, behind one where given. Those that have ended are among them for as long as they
    /// count, or as the store cares to know them; deleted ones are not.
    func mailboxes(of owner: String, after: EmailAddress?, limit: Int) async throws -> [Mailbox]

    /// How many open mailboxes an owner has.
    func openMailboxes(of owner: String, now: Timestamp) async throws -> Int

    /// Changes an open mailbox.
    /// - Returns: the mailbox behind the change; nil when there is no open one of the address.
    func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) async throws -> Mailbox?

    /// The plan that counts for a mailbox now: for an owner's that of the subscription in force, or ``Plan/free``; for an anonymous one its own.
    /// A plan that nobody knows is ``Plan/anonymous``: one that was removed must not lose mail.
    func plan(of owner: String?, named name: String, now: Timestamp) async throws -> Plan

    /// Ends a mailbox and removes its messages.
    /// - Returns: the keys of raw mails that the caller is to delete, since no message refers to them any more. A store with a sweep of its own
    ///   returns none.
    func delete(_ address: EmailAddress) async throws -> [String]

    /// Adds a message, if the mailbox is open and below the plan's limit and the message's id has never been committed.
    /// - Parameter pendingUntil: until when the mail may be delivered to others that are not served yet. A store with a sweep keeps the raw mail
    ///   that long, whatever becomes of its messages, or until ``settleRawMail(_:)``; others leave it to the caller. nil when there are no others.
    func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) async throws -> MessageCommit

    /// Notes that all recipients of a mail are served: its raw mail is there for its messages alone.
    func settleRawMail(_ key: String) async throws

    /// Notes that nobody took a mail and nobody will. A store with a sweep removes the raw mail unless messages have it; others leave it to the caller.
    func discardRawMail(_ key: String) async throws

    /// Whether a message of this id was ever committed; deleted ones count.
    func hasCommitted(_ id: MessageIdentifier) async throws -> Bool

    /// Messages of an open mailbox.
    func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) async throws -> [StoredMessage]

    /// A message of an open mailbox.
    func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) async throws -> StoredMessage?

    /// Marks a message as read or unread; false when it is not there.
    func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) async throws -> Bool

    /// Replaces the parsed fields of a message; false when it is not there.
    func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) async throws -> Bool

    /// Removes a message for good: delivering it again does not bring it back.
    /// - Returns: the keys of raw mails that the caller is to delete, as ``delete(_:)-(EmailAddress)`` does; nil when the message is not there.
    func delete(_ id: MessageIdentifier, in address: EmailAddress) async throws -> [String]?

    /// All messages of all mailboxes, a page at a time, in a stable order.
    func page(after cursor: MessageCursor?, limit: Int) async throws -> [StoredMessage]
}

extension MailboxStore {
    /// Messages of an open mailbox, newest first, with a `seq` below `before` where given.
    public func messages(in address: EmailAddress, before: Int?, limit: Int, now: Timestamp) async throws -> [StoredMessage] {
        try await messages(in: address, MessageRange(before: before), limit: limit, now: now)
    }

    /// The plan that counts for a mailbox now.
    public func plan(of mailbox: Mailbox, now: Timestamp) async throws -> Plan {
        try await plan(of: mailbox.owner, named: mailbox.plan, now: now)
    }

    /// Adds a message of a mail that has no other recipients.
    public func commit(_ message: StoredMessage, within plan: Plan, now: Timestamp) async throws -> MessageCommit {
        try await commit(message, within: plan, pendingUntil: nil, now: now)
    }
}
