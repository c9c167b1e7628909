import LambdaEvents
import Logging
import Mail

/// The function behind the SES receipt rule: takes each mail that SES has stored, and delivers it to all its recipients' mailboxes.
public struct SESInboundHandler: Sendable {
    /// The object that SES writes when a rule with an S3 action is made; it is no mail.
    static let setupNotification = "AMAZON_SES_SETUP_NOTIFICATION"

    private let delivery: Delivery
    private let clock: any WallClock
    private let rawKeyPrefix: String

    /// Creates the handler. The prefix is what the S3 action puts before the message id to make the object's key.
    public init(delivery: Delivery, clock: any WallClock, rawKeyPrefix: String = "") {
        self.delivery = delivery
        self.clock = clock
        self.rawKeyPrefix = rawKeyPrefix
    }

    /// Delivers the mails of an event. One that fails does not keep back those behind it.
    /// - Throws: what failed first, when a retry may help; mails and recipients that were served are then not served again.
    public func handle(_ event: SESEvent, logger: Logger) async throws -> SESInboundResult {
        var mails: [SESInboundResult.Mail] = []
        var failure: (any Error)?
        for record in event.records {
            let content = record.ses
            guard content.mail.messageID != Self.setupNotification else {
                logger.info("skipped the setup notification of SES")
                continue
            }
            do {
                mails.append(try await handle(content, logger: logger))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return SESInboundResult(mails: mails)
    }

    private func handle(_ content: SESEvent.Content, logger: Logger) async throws -> SESInboundResult.Mail {
        let id = content.mail.messageID
        var logger = logger
        logger[metadataKey: "ses_message_id"] = "\(PrintableText.line(id, limit: 80))"
        let sender = content.mail.source.flatMap { $0.isEmpty || $0 == "<>" ? nil : $0 }
        let mail = IncomingMail(
            sesMessageID: id, rawKey: rawKey(content), envelopeSender: sender, recipients: content.receipt.recipients,
            receivedAt: receivedAt(content), verdicts: content.receipt.verdicts)
        do {
            let outcomes = try await delivery.deliver(mail)
            for outcome in outcomes { log(outcome, logger) }
            return SESInboundResult.Mail(messageID: id, recipients: outcomes.map(SESInboundResult.Recipient.init))
        } catch let incomplete as DeliveryIncomplete {
            for outcome in incomplete.outcomes { log(outcome, logger) }
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
            logger.error("not settled", metadata: ["reason": "\(PrintableText.line("\(unsettled.error)", limit: 500))"])
            throw unsettled
        }
    }

    /// When SES took the mail: a retry may come hours later. What SES says is not believed when it lies ahead of now.
    private func receivedAt(_ content: SESEvent.Content) -> Timestamp {
        let now = clock.now()
        let said = [content.mail.timestamp, content.receipt.timestamp].lazy.compactMap { $0.flatMap { Timestamp($0) } }.first
        return said.map { min($0, now) } ?? now
    }

    /// Where the raw mail is: an S3 action says it, otherwise it follows from the message id.
    private func rawKey(_ content: SESEvent.Content) -> String {
        if let key = content.receipt.action?.objectKey, !key.isEmpty { return key }
        return rawKeyPrefix + content.mail.messageID
    }

    private func log(_ outcome: RecipientOutcome, _ logger: Logger) {
        let recipient = SESInboundResult.Recipient(outcome)
        var metadata: Logger.Metadata = ["to": "\(ShortAddress(outcome.recipient))"]
        if let reason = recipient.reason { metadata["reason"] = "\(reason)" }
        if let id = recipient.id { metadata["message_id"] = "\(id)" }
        logger.info("\(recipient.outcome)", metadata: metadata)
    }
}

extension SESEvent.Receipt {
    var verdicts: Verdicts {
        Verdicts(
            spam: spamVerdict?.status, virus: virusVerdict?.status, spf: spfVerdict?.status, dkim: dkimVerdict?.status,
            dmarc: dmarcVerdict?.status)
    }
}
