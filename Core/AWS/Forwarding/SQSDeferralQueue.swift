import AWS
import Forwarding
import Mail

/// A queue of SQS for mail that waits, and one for mail that was given up.
///
/// Whatever is unsure is sent again: a mail that comes out twice is forwarded once all the same, since the ledger decides who sends it.
public struct SQSDeferralQueue: DeferralQueue {
    /// The longest that SQS holds a message back, in seconds.
    static let longestDelay: Int64 = 900

    private let sqs: SQS
    private let queue: String
    private let failed: String?

    /// Puts mail into queues.
    /// - Parameters:
    ///   - queue: the URL of the queue whose messages the function gets.
    ///   - failed: the URL of the one that nobody reads but people.
    public init(_ sqs: SQS, queue: String, failed: String? = nil) {
        self.sqs = sqs
        self.queue = queue
        self.failed = failed
    }

    /// See ``DeferralQueue/put(_:now:)``.
    public func put(_ mail: DeferredMail, now: Timestamp) async throws {
        _ = try await sqs.send(DeferredMailBody(mail).text, to: queue, delaySeconds: Self.delay(mail, now: now), repeats: true)
    }

    /// See ``DeferralQueue/give(up:)``.
    /// - Throws: `AWSError`; ``NoQueueForFailedMail`` when there is no such queue, so that the mail stays where it came from.
    public func give(up mail: DeferredMail) async throws {
        guard let failed else { throw NoQueueForFailedMail() }
        _ = try await sqs.send(DeferredMailBody(mail).text, to: failed, repeats: true)
    }

    /// Nobody has said where mail goes that was given up.
    public struct NoQueueForFailedMail: Error, CustomStringConvertible {
        /// What is missing.
        public var description: String { "there is no queue for mail that was given up" }
    }

    /// What is left of the wait, rounded up, as far as SQS waits; its receiver puts it back.
    package static func delay(_ mail: DeferredMail, now: Timestamp) -> Int {
        let (left, overflow) = mail.notBefore.millisecondsSince1970.subtractingReportingOverflow(now.millisecondsSince1970)
        if overflow { return mail.notBefore < now ? 0 : Int(longestDelay) }
        return Int(min(longestDelay, max(0, left / 1000 + (left % 1000 > 0 ? 1 : 0))))
    }
}
