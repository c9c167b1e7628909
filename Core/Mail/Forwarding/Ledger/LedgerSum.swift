import Mail

/// Entries of the ledger by what became of them: what was received is the sum of all else.
public struct LedgerSum: Sendable, Equatable {
    private var counts: [LedgerState: Int] = [:]
    private var names: Set<String> = []

    /// Sums up no entries.
    public init() {}

    /// Sums up entries.
    public init(_ entries: some Sequence<LedgerEntry>) {
        for entry in entries { add(entry) }
    }

    /// Adds an entry.
    public mutating func add(_ entry: LedgerEntry) {
        counts[entry.state, default: 0] += 1
        names.insert(entry.key.mail)
    }

    /// How many entries there are: a mail for two targets is two.
    public var received: Int { counts.values.reduce(0, +) }
    /// How many mails there are.
    public var mails: Int { names.count }
    /// How many are in a state.
    public subscript(state: LedgerState) -> Int { counts[state] ?? 0 }
    /// Whether nothing is on its way any more.
    public var isComplete: Bool { self[.pending] + self[.sending] == 0 }
}
