import Mail

/// What is remembered of a mail of Postroom's own.
public struct NotificationEntry: Sendable, Equatable {
    /// What has become of it.
    public enum State: String, Sendable, CaseIterable {
        /// It is to be sent, and nobody is at it: it was surely not sent.
        case pending
        /// Somebody sends it until the lease ends; when that has ended, nobody knows whether it was sent.
        case sending
        /// SES has taken it.
        case sent
        /// SES sends nothing to the address: mail came back from it, or its owner complained.
        case suppressed
        /// It was given up.
        case failed

        /// Whether nobody has to do anything any more.
        public var isFinal: Bool { self != .pending && self != .sending }
    }

    /// Names it.
    public var key: NotificationKey
    /// Who gets it.
    public var recipient: EmailAddress
    /// What has become of it.
    public var state: State
    /// Why, in a word, with details behind a colon; nil for what simply works.
    public var reason: String?
    /// How often somebody began to send it.
    public var attempts: Int
    /// Until when somebody sends it.
    public var leaseUntil: Timestamp?
    /// SES's id of what was sent.
    public var sesID: String?
    /// When it was first begun.
    public var createdAt: Timestamp

    /// Creates an entry.
    public init(
        key: NotificationKey, recipient: EmailAddress, state: State, reason: String? = nil, attempts: Int = 1,
        leaseUntil: Timestamp? = nil, sesID: String? = nil, createdAt: Timestamp
    ) {
        self.key = key
        self.recipient = recipient
        self.state = state
        self.reason = reason
        self.attempts = attempts
        self.leaseUntil = leaseUntil
        self.sesID = sesID
        self.createdAt = createdAt
    }
}
