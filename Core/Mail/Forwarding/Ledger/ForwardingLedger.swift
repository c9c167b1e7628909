import Mail

/// Remembers by mail and target what was sent, so that a retry sends only what is missing.
///
/// Every change is conditional: of two that want the same, one gets it. An entry lives for 90 days at least.
public protocol ForwardingLedger: Sendable {
    /// Notes a recipient of a mail with the entries of its targets, or with one entry without a target, all or nothing.
    ///
    /// Where the recipient is known already nothing changes, and what is known is returned. Only when all that is known is one entry without a
    /// target that is ``LedgerState/pending`` (it could not be routed), do the new entries take its place.
    /// - Parameter entries: at least one, all of the same mail and recipient.
    /// - Returns: the entries as they are now.
    func open(_ entries: [LedgerEntry], now: Timestamp) async throws -> [LedgerEntry]

    /// Takes an entry for sending: one that is pending, or one whose sender's lease is over.
    /// - Returns: the entry as it is now, with one attempt more; nil when somebody else has it, or nothing is left to do.
    func claim(_ key: LedgerKey, until lease: Timestamp, now: Timestamp) async throws -> LedgerEntry?

    /// Changes an entry that was claimed; `attempt` is the number of attempts that the claim returned.
    /// - Returns: false when somebody has claimed it since, or an event has settled it; then nothing changes.
    @discardableResult
    func settle(_ key: LedgerKey, attempt: Int, _ change: LedgerChange, now: Timestamp) async throws -> Bool

    /// Changes an entry because of what an event of SES says, whoever has it: only when it is in one of some states.
    /// - Returns: the entry as it is now; nil when it is in none of these states, or not there.
    func settle(_ key: LedgerKey, from states: Set<LedgerState>, _ change: LedgerChange, now: Timestamp) async throws -> LedgerEntry?

    /// All entries of a mail, in no order.
    func entries(of mail: String) async throws -> [LedgerEntry]

    /// The entries of the mails that SES received on a day in UTC, a page; `next` is where the following one begins.
    /// - Parameter day: `2026-11-21`.
    func entries(ofDay day: String, after next: String?) async throws -> (entries: [LedgerEntry], next: String?)
}
