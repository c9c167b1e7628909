/// What became of a wish for a mailbox.
public enum MailboxCreation: Sendable, Equatable {
    /// It is there, as returned. Where it took over an address, the caller is to delete the released raw mails.
    case created(Mailbox, released: [String] = [])
    /// Another open mailbox has the address.
    case addressTaken
    /// The owner's plan allows no more.
    case limitReached
}
