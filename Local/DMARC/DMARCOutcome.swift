/// What messages of a report have in common: their source, what became of them, and why.
public struct DMARCOutcome: Hashable, Sendable {
    /// A domain that DKIM or SPF was asked about, and the result for it, whether or not it aligns.
    public struct Authentication: Hashable, Sendable {
        /// The domain that signed, or that SPF has the record of.
        public var domain = ""
        /// The key of a signature.
        public var selector: String?
        /// `pass`, `fail` or another result of RFC 8601.
        public var result = ""
    }

    /// The address that the messages came from, as inet_ntop(3) writes it.
    public var source = ""
    /// What was done with them: `none`, `quarantine`, `reject`; `pass` of RFC 9990.
    public var disposition = ""
    /// Whether DKIM passes for a domain that aligns with the From field.
    public var alignsDKIM = false
    /// Whether SPF passes for a domain that aligns with the From field.
    public var alignsSPF = false
    /// The domain of the From field.
    public var headerFrom = ""
    /// The signatures.
    public var dkim: [Authentication] = []
    /// What SPF was asked about.
    public var spf: [Authentication] = []
    /// Why the disposition is not the policy's: `forwarded`, `mailing_list`, ….
    public var reasons: [String] = []

    /// Whether the messages pass DMARC: one of the two that aligns is enough.
    public var passes: Bool { alignsDKIM || alignsSPF }
}

/// How many messages there are, and how many of them pass.
public struct DMARCTally: Equatable, Sendable {
    /// All messages.
    public private(set) var messages = 0
    /// Those that pass DMARC.
    public private(set) var passing = 0

    /// Those that do not.
    public var failing: Int { messages - passing }

    /// Tenths of a percent that pass, rounded down: only when all do it is 1000. nil when there are no messages.
    public var passingPerMille: Int? { messages == 0 ? nil : passing * 1000 / messages }

    mutating func add(_ count: Int, passing isPassing: Bool) {
        messages += count
        if isPassing { passing += count }
    }
}
