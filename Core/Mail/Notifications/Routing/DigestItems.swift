import Mail
import Synchronization

/// A notification that waits for the weekly mail.
public struct DigestItem: Sendable, Equatable {
    /// Names the message: it is kept once, however often it comes.
    public var source: String
    /// What kind it is.
    public var kind: Notice.Kind
    /// One line that says what happened.
    public var summary: String
    /// When it was published.
    public var at: Timestamp

    /// Describes an item.
    public init(source: String, kind: Notice.Kind, summary: String, at: Timestamp) {
        self.source = source
        self.kind = kind
        self.summary = summary
        self.at = at
    }
}

/// Keeps what the weekly mail will say.
public protocol DigestItems: Sendable {
    /// Keeps an item; one that is kept, or was mailed already, changes nothing.
    func add(_ item: DigestItem, now: Timestamp) async throws
}

/// Items that end with the process: for tests, and for one event on a laptop.
public final class InMemoryDigestItems: DigestItems {
    private let items = Mutex<[DigestItem]>([])

    /// Creates it.
    public init() {}

    /// What is kept.
    public var all: [DigestItem] { items.withLock { $0 } }

    /// See ``DigestItems/add(_:now:)``.
    public func add(_ item: DigestItem, now: Timestamp) {
        items.withLock { items in if !items.contains(where: { $0.source == item.source }) { items.append(item) } }
    }
}
