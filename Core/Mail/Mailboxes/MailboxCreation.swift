/// What became of a wish for a mailbox.
public enum MailboxCreation: Sendable, Equatable {
    /// It is there, as returned. Where it took over an address, no message refers to the released raw mails any more.
    case created(Mailbox, released: [String] = [])
    /// Another open mailbox has the address.
    case addressTaken
    /// The owner's plan allows no more.
    case limitReached
}
