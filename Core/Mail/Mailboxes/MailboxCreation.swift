/// What became of a wish for a mailbox.
public enum MailboxCreation: Sendable, Equatable {
    /// It is there, as returned.
    case created(Mailbox)
    /// Another open mailbox has the address.
    case addressTaken
    /// The owner's plan allows no more.
    case limitReached
}
