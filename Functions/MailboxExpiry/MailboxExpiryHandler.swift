import AWS
import LambdaRuntime
import Logging

/// The function behind the schedule: each minute it removes what mailboxes leave behind that have ended.
public struct MailboxExpiryHandler: EventHandler {
    /// The event of a schedule. What it says does not matter: the time is the clock's.
    public struct Event: Decodable, Sendable {
        /// Reads any JSON.
        public init(from decoder: any Decoder) throws {}
    }

    private let sweep: ExpirySweep
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the handler.
    public init(_ sweep: ExpirySweep, warmUps: [WarmUp] = []) {
        self.sweep = sweep
        self.warmUps = warmUps
    }

    /// Sweeps, until all is done or time is nearly up; the next event goes on from there.
    /// - Throws: ``Incomplete`` when something could not be removed, so that the error metric counts; it is tried again later, and keeps nothing else back.
    public func handle(_ event: Event, context: InvocationContext) async throws -> ExpirySweep.Report {
        let report = try await sweep.run()
        context.metrics.count("MailboxesEnded", report.mailboxes)
        context.metrics.count("RawMailsDeleted", report.rawMails)
        for failure in report.failed {
            context.logger.error("not removed", metadata: ["row": "\(failure.row)", "reason": "\(failure.reason)"])
        }
        if !report.isComplete { context.logger.notice("time was up; the next sweep goes on") }
        guard report.failures == 0 else { throw Incomplete(report: report) }
        return report
    }

    /// Some mailboxes or raw mails could not be removed.
    public struct Incomplete: Error, CustomStringConvertible {
        let report: ExpirySweep.Report

        /// How many, and what happens.
        public var description: String {
            """
            \(report.failures) mailboxes or raw mails could not be removed, \(report.mailboxes + report.rawMails) were; a later sweep tries again. \
            The first: \(report.failed.first.map { "\($0.row): \($0.reason)" } ?? "unknown")
            """
        }
    }
}
