import Mail
import Synchronization

/// Where the lines of the mail log go: a log group on AWS, a file on a laptop.
public protocol MailLog: Sendable {
    /// Writes entries, in order. A repetition may write them twice.
    /// - Throws: when it is not known that all are written.
    func write(_ entries: [MailLogEntry]) async throws
}

/// Where lines of the mail log are found again.
public protocol MailLogSource: Sendable {
    /// The entries since a time that have one of some words anywhere in them, and perhaps others; in any order.
    func entries(with words: [String], since: Timestamp) async throws -> [MailLogEntry]
}

/// A log that ends with the process: for tests.
public final class InMemoryMailLog: MailLog, MailLogSource {
    private struct State {
        var entries: [MailLogEntry] = []
        var failure: (any Error)?
    }

    private let state = Mutex(State())

    /// Creates an empty log.
    public init() {}

    /// What was written.
    public var entries: [MailLogEntry] { state.withLock { $0.entries } }

    /// Has every write fail, or none.
    public func fail(_ error: (any Error)?) { state.withLock { $0.failure = error } }

    /// See ``MailLog/write(_:)``.
    public func write(_ entries: [MailLogEntry]) throws {
        try state.withLock {
            if let failure = $0.failure { throw failure }
            $0.entries += entries
        }
    }

    /// See ``MailLogSource/entries(with:since:)``.
    public func entries(with words: [String], since: Timestamp) -> [MailLogEntry] {
        entries.filter { entry in entry.time >= since && words.contains { entry.json.contains($0) } }
    }
}

/// A log that shows addresses in one way, whoever writes.
public struct ShownMailLog: MailLog {
    private let log: any MailLog
    private let addresses: LoggedAddresses

    /// Writes to a log.
    public init(_ log: any MailLog, addresses: LoggedAddresses) {
        self.log = log
        self.addresses = addresses
    }

    /// See ``MailLog/write(_:)``.
    public func write(_ entries: [MailLogEntry]) async throws { try await log.write(entries.map(addresses.shown)) }
}
