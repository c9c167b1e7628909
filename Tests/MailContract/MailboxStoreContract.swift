import Mail
import Testing

/// What every ``MailboxStore`` does: SQLite on a laptop, DynamoDB on AWS, and the one in memory.
public enum MailboxStoreContract {
    /// Whether callers delete the raw mails that nobody needs any more; false for a store that has a sweep for that.
    @TaskLocal public static var releasesRawMails = true

    /// The keys that a deletion answers, where these raw mails have lost their last message.
    static func released(_ keys: [String]) -> [String] { releasesRawMails ? keys : [] }

    /// All cases, for a parameterised test; each wants a store of its own.
    public static var all: [ContractCase<any MailboxStore>] {
        let mailboxes = plans + creation + reclaiming + ownerLimit + owners + change + changeRaces + endings
        let messages = commits + refusals + duplicates + expiry + listing + ranges + changes + deletion + pages
        return mailboxes + messages + isolation + races + fidelity
    }
}
