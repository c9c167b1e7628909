/// What the owner of a mailbox may use. Plans are rows of the store, so that an operator can change them.
public struct Plan: Sendable, Equatable {
    /// The name that mailboxes carry.
    public var name: String
    /// Mailboxes that an owner may have at a time; -1 is no limit.
    public var maxMailboxes: Int
    /// Messages that a mailbox may hold; -1 is no limit.
    public var maxMessagesPerMailbox: Int
    /// How long a mailbox lives when its creator does not say.
    public var defaultTTLMinutes: Int
    /// How long a mailbox may live at most; longer wishes are cut to it.
    public var maxTTLMinutes: Int

    /// Requests a minute that a caller may make; -1 is no limit.
    public var requestsPerMinute: Int

    /// Creates a plan.
    public init(
        name: String, maxMailboxes: Int, maxMessagesPerMailbox: Int, defaultTTLMinutes: Int, maxTTLMinutes: Int, requestsPerMinute: Int = -1
    ) {
        self.name = name
        self.maxMailboxes = maxMailboxes
        self.maxMessagesPerMailbox = maxMessagesPerMailbox
        self.defaultTTLMinutes = defaultTTLMinutes
        self.maxTTLMinutes = maxTTLMinutes
        self.requestsPerMinute = requestsPerMinute
    }

    /// For mailboxes made without an account: an hour, a day at most.
    public static let anonymous = Plan(
        name: "anonymous", maxMailboxes: -1, maxMessagesPerMailbox: 1000, defaultTTLMinutes: 60, maxTTLMinutes: 1440, requestsPerMinute: 600
    )

    /// For accounts without a subscription.
    public static let free = Plan(
        name: "free", maxMailboxes: 20, maxMessagesPerMailbox: 1000, defaultTTLMinutes: 60, maxTTLMinutes: 10_080, requestsPerMinute: 600)

    /// For the person at the laptop: no limit that would be noticed.
    public static let local = Plan(
        name: "local", maxMailboxes: -1, maxMessagesPerMailbox: -1, defaultTTLMinutes: 43_200, maxTTLMinutes: 525_600)

    /// The plans that every store begins with.
    public static let builtIn = [anonymous, free, local]

    /// The TTL that a wish for `minutes` gets: at least one minute, at most what the plan allows.
    public func ttl(_ minutes: Int?) -> Int { max(1, min(minutes ?? defaultTTLMinutes, maxTTLMinutes)) }

    /// Whether one more mailbox is within the plan.
    public func allowsMailbox(besides count: Int) -> Bool { maxMailboxes < 0 || count < maxMailboxes }

    /// Whether one more message is within the plan.
    public func allowsMessage(besides count: Int) -> Bool { maxMessagesPerMailbox < 0 || count < maxMessagesPerMailbox }
}
