import MIME

/// An aggregate report (RFC 9990; before it RFC 7489 appendix C): what a receiver saw of a domain's mail, mostly in a day.
///
/// All text is the reporter's, and hostile until shown to be something else.
public struct DMARCReport: Equatable, Sendable {
    /// What makes a report the same as another. Identifiers are unique among the reports of an organization about a domain (RFC 9990).
    public struct Key: Hashable, Sendable {
        /// Who reports.
        public var organization: String
        /// The reporter's identifier.
        public var id: String
        /// The domain that has the policy.
        public var domain: String
    }

    /// Which report it is.
    public var key: Key
    /// Whom to ask about it.
    public var email: String?
    /// The start of its time, in seconds since 1970.
    public var begin: Int
    /// The end of its time, in seconds since 1970.
    public var end: Int
    /// The policy that the reporter found.
    public var policy: DMARCPolicy
    /// What the reporter found wrong with the policy.
    public var errors: [String]
    /// How many messages had which outcome.
    public var counts: [DMARCOutcome: Int]

    /// How many messages it counts, and how many of them pass.
    public var tally: DMARCTally { counts.reduce(into: DMARCTally()) { $0.add($1.value, passing: $1.key.passes) } }

    /// Its time in UTC.
    public var period: (begin: String, end: String) { (Self.time(begin), Self.time(end)) }

    private static func time(_ seconds: Int) -> String { DateTime(secondsSince1970: seconds, offsetMinutes: 0).rfc3339 }
}

/// The tags of a published policy, as far as a report has them.
public struct DMARCPolicy: Equatable, Sendable {
    /// The tags in the order of the record, by name: `p`, `sp`, `np`, `adkim`, `aspf`, `pct`, `t`, `fo`.
    public var tags: [(name: String, value: String)] { Self.order.compactMap { name in values[name].map { (name, $0) } } }

    static let order = ["p", "sp", "np", "adkim", "aspf", "pct", "t", "fo"]

    private var values: [String: String] = [:]

    /// The value of a tag.
    public subscript(tag: String) -> String? {
        get { values[tag] }
        set { values[tag] = newValue }
    }
}
