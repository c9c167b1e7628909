import Mail

/// What the ledger knows of a mail for one target, or of a recipient of it that has no targets.
public struct LedgerEntry: Sendable, Equatable {
    /// Names it.
    public var key: LedgerKey
    /// The envelope recipient.
    public var recipient: EmailAddress
    /// Where it goes; nil when the recipient led nowhere.
    public var target: EmailAddress?
    /// What has become of it.
    public var state: LedgerState
    /// Why it is so, in a word such as `unknown_alias`, with details behind a colon; nil for what simply works.
    public var reason: String?
    /// How often somebody began to send it.
    public var attempts = 0
    /// Until when somebody sends it.
    public var leaseUntil: Timestamp?
    /// SES's id of what was sent.
    public var sesID: String?
    /// On which rung of the ladder it was sent, 1 to 4.
    public var rung: Int?
    /// When SES received the mail.
    public var receivedAt: Timestamp
    /// Where the raw mail is.
    public var rawKey: String

    /// Creates an entry.
    public init(
        key: LedgerKey, recipient: EmailAddress, target: EmailAddress?, state: LedgerState, reason: String? = nil, receivedAt: Timestamp,
        rawKey: String
    ) {
        self.key = key
        self.recipient = recipient
        self.target = target
        self.state = state
        self.reason = reason
        self.receivedAt = receivedAt
        self.rawKey = rawKey
    }
}

/// A change of an entry's state.
public struct LedgerChange: Sendable, Equatable {
    /// What it becomes.
    public var state: LedgerState
    /// Why.
    public var reason: String?
    /// SES's id of what was sent.
    public var sesID: String?
    /// The rung on which it was sent.
    public var rung: Int?
    /// Until when it is left alone, for ``LedgerState/sending``.
    public var leaseUntil: Timestamp?

    /// Describes a change.
    public init(_ state: LedgerState, reason: String? = nil, sesID: String? = nil, rung: Int? = nil, leaseUntil: Timestamp? = nil) {
        self.state = state
        self.reason = reason
        self.sesID = sesID
        self.rung = rung
        self.leaseUntil = leaseUntil
    }
}
