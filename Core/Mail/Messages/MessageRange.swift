/// Which messages of a mailbox are read, in which order.
public struct MessageRange: Sendable, Equatable {
    /// The order in which messages come.
    public enum Order: String, Sendable, CaseIterable {
        /// From the last committed one down.
        case newestFirst = "desc"
        /// In commit order.
        case oldestFirst = "asc"
    }

    /// Only messages with a `seq` above.
    public var after: Int?
    /// Only messages with a `seq` below.
    public var before: Int?
    /// Their order.
    public var order: Order

    /// Creates a range; without bounds it is the whole mailbox.
    public init(after: Int? = nil, before: Int? = nil, order: Order = .newestFirst) {
        self.after = after
        self.before = before
        self.order = order
    }

    /// Whether a `seq` is in it.
    public func contains(_ seq: Int) -> Bool { seq > after ?? .min && seq < before ?? .max }

    /// What is left of it behind a message.
    public func rest(behind seq: Int) -> MessageRange {
        switch order {
        case .newestFirst: MessageRange(after: after, before: seq, order: order)
        case .oldestFirst: MessageRange(after: seq, before: before, order: order)
        }
    }
}
