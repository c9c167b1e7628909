/// A temporary mailbox.
public struct Mailbox: Sendable, Equatable {
    /// Whether mail is taken, time apart.
    public enum State: String, Sendable {
        /// Takes mail until it expires.
        case active
        /// Ended by its owner; its address can be given out again.
        case deleted
    }

    /// The address that it receives at.
    public var address: EmailAddress
    /// The account it belongs to; nil for an anonymous one, which only its token opens.
    public var owner: String?
    /// The name of the ``Plan`` that it was made on; what counts for an owner's mailbox is the owner's subscription.
    public var plan: String
    /// Whether it takes mail.
    public var state: State
    /// When it was made.
    public var createdAt: Timestamp
    /// From when on it takes no mail and shows none.
    public var expiresAt: Timestamp
    /// SHA-256 of the session token.
    public var tokenHash: [UInt8]
    /// The number of the last committed message; it only grows, and is the cursor of everything that reads the mailbox.
    public var seq: Int
    /// Messages up to this number belong to an earlier mailbox of the same address and are never shown.
    public var firstSeq: Int
    /// Messages in it now.
    public var messageCount: Int
    /// What its owner calls it.
    public var label: String?
    /// What its owner keeps with it.
    public var metadata: [String: String]
    /// A hash of the Idempotency-Key that it was made with, which is the caller's own; nil where there was none.
    public var creationKey: [UInt8]?

    /// Creates a mailbox without messages.
    public init(
        address: EmailAddress, owner: String?, plan: String, state: State = .active, createdAt: Timestamp, expiresAt: Timestamp,
        tokenHash: [UInt8], seq: Int = 0, firstSeq: Int = 0, messageCount: Int = 0, label: String? = nil, metadata: [String: String] = [:],
        creationKey: [UInt8]? = nil
    ) {
        self.address = address
        self.owner = owner
        self.plan = plan
        self.state = state
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.tokenHash = tokenHash
        self.seq = seq
        self.firstSeq = firstSeq
        self.messageCount = messageCount
        self.label = label
        self.metadata = metadata
        self.creationKey = creationKey
    }

    /// Whether it takes and shows mail at `now`. Expiry never waits for a sweep.
    public func isOpen(at now: Timestamp) -> Bool { state == .active && now < expiresAt }
}
