/// Something that happened in a mailbox, for those who watch it.
///
/// Events are published after the commit, at least once; a repetition carries the same ``id``.
public struct MailboxEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// A message was committed.
        case newMessage = "new_message"
    }

    /// What happened.
    public var kind: Kind
    /// Names this event; receivers drop repetitions by it.
    public var id: String
    /// Where it happened.
    public var mailbox: EmailAddress
    /// The message it is about.
    public var messageID: MessageIdentifier
    /// The message's place in the commit order: the cursor.
    public var seq: Int
    /// When the mail was accepted.
    public var receivedAt: Timestamp

    /// The event of a committed message.
    public init(newMessage message: StoredMessage) {
        kind = .newMessage
        id = "evt_\(MessageIdentifier(name: "new_message|\(message.id)"))"
        mailbox = message.mailbox
        messageID = message.id
        seq = message.seq
        receivedAt = message.receivedAt
    }
}

/// Where events go: subscribers in the process on a laptop, an SNS topic on AWS.
public protocol EventPublisher: Sendable {
    /// Hands an event over. When it throws, the event may or may not have gone out; publishing it again is harmless.
    func publish(_ event: MailboxEvent) async throws
}
