/// A place in the order of ``MailboxStore/page(after:limit:)``.
public struct MessageCursor: Sendable, Equatable {
    /// The mailbox of the last message seen.
    public var mailbox: EmailAddress
    /// The number of the last message seen.
    public var seq: Int

    /// The place behind a message.
    public init(_ message: StoredMessage) {
        mailbox = message.mailbox
        seq = message.seq
    }
}
