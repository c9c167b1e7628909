import Mail
import Testing

/// What every ``MailboxStore`` does: SQLite on a laptop, DynamoDB on AWS, and the one in memory.
public enum MailboxStoreContract {
    /// All cases, for a parameterised test; each wants a store of its own.
    public static var all: [ContractCase<any MailboxStore>] {
        plans + creation + reclaiming + ownerLimit + commits + refusals + duplicates + expiry + listing + changes + deletion + endings
            + pages
            + isolation + races + fidelity
    }
}
