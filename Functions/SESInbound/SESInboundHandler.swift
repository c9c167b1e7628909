import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import MailLogSettings
import ReceivedMail
import Tracking

/// The function behind the SES receipt rule: takes each mail that SES has stored, and delivers it to all its recipients' mailboxes.
public struct SESInboundHandler: Sendable {
    private let delivery: Delivery
    private let clock: any WallClock
    private let rawKeyPrefix: String
    private let mailLog: SideMailLog

    /// The name of the function in the mail log.
    public static let function = "SESInbound"

    /// Creates the handler. The prefix is what the S3 action puts before the message id to make the object's key.
    /// - Parameter mailLog: where the lines of a mail go, once what they say is done; nowhere where none is given.
    public init(delivery: Delivery, clock: any WallClock, rawKeyPrefix: String = "", mailLog: (any MailLog)? = nil) {
        self.mailLog = SideMailLog(mailLog, function: Self.function, clock: clock)
        self.delivery = delivery
        self.clock = clock
        self.rawKeyPrefix = rawKeyPrefix
    }

    /// Delivers the mails of an event. One that fails does not keep back those behind it.
    /// - Throws: what failed first, when a retry may help; mails and recipients that were served are then not served again.
    public func handle(_ event: SESEvent, logger: Logger, metrics: InvocationMetrics? = nil) async throws -> SESInboundResult {
        var entries: [MailLogEntry] = []
        var mails: [SESInboundResult.Mail] = []
        var failure: (any Error)?
        for record in event.records {
            let content = record.ses
            guard content.mail.messageID != IncomingMail.setupNotification else {
                logger.info("skipped the setup notification of SES")
                continue
            }
            do {
                mails.append(try await handle(content, &entries, logger: logger))
            } catch {
                failure = failure ?? error
            }
        }
        await mailLog.write(entries, logger: logger, metrics: metrics)
        if let failure { throw failure }
        return SESInboundResult(mails: mails)
    }

    private func handle(_ content: SESEvent.Content, _ entries: inout [MailLogEntry], logger: Logger) async throws
        -> SESInboundResult.Mail
    {
        let id = content.mail.messageID
        var logger = logger
        logger[metadataKey: "ses_message_id"] = "\(PrintableText.line(id, limit: 80))"
        let mail = IncomingMail(content, rawKeyPrefix: rawKeyPrefix, now: clock.now())
        do {
            let outcomes = try await delivery.deliver(mail)
            for outcome in outcomes { log(outcome, logger) }
            entries += mailLog.entries(mail, content.mail, outcomes)
            return SESInboundResult.Mail(messageID: id, recipients: outcomes.map(SESInboundResult.Recipient.init))
        } catch let incomplete as DeliveryIncomplete {
            for outcome in incomplete.outcomes { log(outcome, logger) }
            entries += mailLog.entries(mail, content.mail, incomplete.outcomes, incomplete.failures)
            for failure in incomplete.failures {
                logger.error(
                    "not delivered",
                    metadata: [
                        "to": "\(ShortAddress(failure.recipient))", "reason": "\(PrintableText.line("\(failure.error)", limit: 500))",
                    ])
            }
            throw incomplete
        } catch let unsettled as RawMailUnsettled {
            for outcome in unsettled.outcomes { log(outcome, logger) }
            entries += mailLog.entries(mail, content.mail, unsettled.outcomes)
            logger.error("not settled", metadata: ["reason": "\(PrintableText.line("\(unsettled.error)", limit: 500))"])
            throw unsettled
        }
    }

    private func log(_ outcome: RecipientOutcome, _ logger: Logger) {
        let recipient = SESInboundResult.Recipient(outcome)
        var metadata: Logger.Metadata = ["to": "\(ShortAddress(outcome.recipient))"]
        if let reason = recipient.reason { metadata["reason"] = "\(reason)" }
        if let id = recipient.id { metadata["message_id"] = "\(id)" }
        logger.info("\(recipient.outcome)", metadata: metadata)
    }
}
