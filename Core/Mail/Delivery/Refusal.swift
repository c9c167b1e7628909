/// Why a mail is not taken for a recipient.
public enum Refusal: String, Sendable, Equatable {
    /// No mailbox has the address.
    case unknownMailbox = "unknown_mailbox"
    /// The mailbox has expired or was deleted.
    case expired
    /// The mailbox holds as many messages as its plan allows.
    case overQuota = "over_quota"
    /// The recipient is not an address.
    case invalidAddress = "invalid_address"
    /// Policy refuses mail that was found to be spam.
    case spam
    /// Policy refuses mail in which a virus was found.
    case virus
}
