import LambdaRuntime
import Logging
import Mail
import Tracking

/// The mail log of a function whose work is the mail, not the log: what cannot be logged is said in the diagnostics and counted, and nothing else
/// happens.
public struct SideMailLog: Sendable {
    /// How long a mail's work waits for its lines at the most: less than what sending leaves of an invocation's time.
    public static let patience = Duration.seconds(2)
    /// What functions count lines as that are lost.
    public static let metric = "MailLogFailures"

    /// Which function writes.
    public let function: String
    private let log: (any MailLog)?
    private let clock: any WallClock
    private let patience: Duration

    /// Writes to a log, or nowhere.
    public init(_ log: (any MailLog)?, function: String, clock: any WallClock = SystemClock(), patience: Duration = patience) {
        self.log = log
        self.function = function
        self.clock = clock
        self.patience = patience
    }

    /// An entry of this function, now where no time is given.
    public func entry(_ status: MailLogEntry.Status, at time: Timestamp? = nil, sesID: String?, to: String? = nil) -> MailLogEntry {
        MailLogEntry(status, time: time ?? clock.now(), function: function, sesID: sesID, to: to)
    }

    /// Writes entries; returns when they are written, or cannot be.
    public func write(_ entries: [MailLogEntry], logger: Logger, metrics: InvocationMetrics? = nil) async {
        guard let log, !entries.isEmpty else { return }
        let patience = patience
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await log.write(entries) }
                group.addTask {
                    try await Task.sleep(for: patience)
                    throw TooLate()
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            metrics?.count(Self.metric, entries.count)
            logger.error(
                "the mail log could not be written",
                metadata: ["lines": "\(entries.count)", "reason": "\(PrintableText.line("\(error)", limit: 300))"])
        }
    }

    private struct TooLate: Error, CustomStringConvertible {
        let description = "the log did not answer in time"
    }
}
