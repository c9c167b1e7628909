import Forwarding
import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import MailLogSettings
import ReceivedMail
import Tracking

/// The function that forwards: takes each mail that SES has stored for the domains of aliases, and sends it to the targets.
public struct AliasForwardHandler: Sendable {
    private let forwarder: Forwarder
    private let clock: any WallClock
    private let rawKeyPrefix: String
    private let mailLog: SideMailLog

    /// The name of the function in the mail log.
    public static let function = "AliasForward"

    /// Creates the handler. The prefix is what the S3 action puts before the message id to make the object's key.
    /// - Parameter mailLog: where the lines of a mail go, once what they say is done; nowhere where none is given.
    public init(_ forwarder: Forwarder, clock: any WallClock, rawKeyPrefix: String = "", mailLog: (any MailLog)? = nil) {
        self.mailLog = SideMailLog(mailLog, function: Self.function, clock: clock)
        self.forwarder = forwarder
        self.clock = clock
        self.rawKeyPrefix = rawKeyPrefix
    }

    /// Forwards the mails of an event. One that fails does not keep back those behind it.
    /// - Parameter isGivenBack: whether a person has given the event back.
    /// - Throws: what failed first, when a retry may help; targets that were served are then not served again.
    public func handle(_ event: SESEvent, isGivenBack: Bool = false, time: Duration, logger: Logger, metrics: InvocationMetrics? = nil)
        async throws -> AliasForwardResult
    {
        var result = AliasForwardResult(mails: [])
        var failure: (any Error)?
        for record in event.records {
            guard record.ses.mail.messageID != IncomingMail.setupNotification else {
                logger.info("skipped the setup notification of SES")
                continue
            }
            let mail = IncomingMail(record.ses, rawKeyPrefix: rawKeyPrefix, now: clock.now())
            let request = ForwardingRequest(mail, dmarcPolicy: record.ses.receipt.dmarcPolicy)
            do {
                result.mails.append(
                    try await forward(
                        request, record.ses.mail, attempt: 0, isGivenBack: isGivenBack, time: time, logger: logger, metrics: metrics))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return result
    }

    /// Forwards a mail that was put off, or given up and given back.
    /// - Returns: nil when its time has not come, and it was put back.
    public func handle(_ mail: DeferredMail, time: Duration, logger: Logger, metrics: InvocationMetrics? = nil) async throws
        -> AliasForwardResult?
    {
        guard mail.notBefore <= clock.now() else {
            try await forwarder.putBack(mail)
            return nil
        }
        // What was given up has no attempt: a person has begun anew.
        let isGivenBack = mail.attempt == 0
        let done = try await forward(
            mail.request, attempt: mail.attempt, isGivenBack: isGivenBack, time: time, logger: logger, metrics: metrics)
        return AliasForwardResult(mails: [done])
    }

    /// Takes what SES says of a mail that was sent.
    public func handle(_ event: SESSendingEvent, logger: Logger) async throws {
        guard let known = SendingEvent(event) else { return }
        let outcome = try await forwarder.note(known)
        var metadata: Logger.Metadata = ["ses_id": "\(PrintableText.line(known.sesID, limit: 120))", "outcome": "\(outcome.rawValue)"]
        if let entry = known.entry { metadata["ses_message_id"] = "\(PrintableText.line(entry.mail, limit: 120))" }
        logger.log(level: outcome == .failed || outcome == .targetDisabled ? .error : .info, "\(event.type)", metadata: metadata)
    }

    private func forward(
        _ request: ForwardingRequest, _ content: SESEvent.Mail? = nil, attempt: Int, isGivenBack: Bool, time: Duration, logger: Logger,
        metrics: InvocationMetrics?
    ) async throws -> AliasForwardResult.Mail {
        var logger = logger
        logger[metadataKey: "ses_message_id"] = "\(PrintableText.line(request.sesMessageID, limit: 80))"
        let end = clock.now().adding(time)
        do {
            let outcomes = try await forwarder.forward(request, attempt: attempt, isGivenBack: isGivenBack, until: end)
            for outcome in outcomes { log(outcome, logger) }
            await mailLog.write(mailLog.entries(request, content, outcomes), logger: logger, metrics: metrics)
            return AliasForwardResult.Mail(request.sesMessageID, outcomes)
        } catch let incomplete as ForwardingIncomplete {
            for outcome in incomplete.outcomes { log(outcome, logger) }
            await mailLog.write(mailLog.entries(request, content, incomplete.outcomes), logger: logger, metrics: metrics)
            throw incomplete
        } catch {
            logger.error("not forwarded", metadata: ["reason": "\(PrintableText.line("\(error)", limit: 500))"])
            throw error
        }
    }

    private func log(_ outcome: ForwardingOutcome, _ logger: Logger) {
        let line = AliasForwardResult.Target(outcome)
        let recipient = (try? EmailAddress(outcome.recipient)).map { "\(ShortAddress($0.description))" } ?? "?"
        var metadata: Logger.Metadata = ["alias": "\(recipient)"]
        if let target = outcome.target { metadata["to"] = "\(ShortAddress(target.description))" }
        if let reason = line.reason { metadata["reason"] = "\(reason)" }
        if let id = line.sesID { metadata["ses_id"] = "\(id)" }
        if let rung = line.rung { metadata["rung"] = "\(rung)" }
        let isBad = line.outcome == "failed" || line.outcome == "deferred"
        logger.log(level: isBad ? .error : .info, "\(line.outcome)", metadata: metadata)
    }
}

extension ForwardingRequest {
    /// A mail that came in.
    public init(_ mail: IncomingMail, dmarcPolicy: String?) {
        self.init(
            sesMessageID: mail.sesMessageID, rawKey: mail.rawKey, envelopeSender: mail.envelopeSender, recipients: mail.recipients,
            receivedAt: mail.receivedAt, verdicts: mail.verdicts, dmarcPolicy: dmarcPolicy)
    }
}

extension SendingEvent {
    /// What an event of SES says; nil for kinds that say nothing about the mail's way.
    init?(_ event: SESSendingEvent) {
        func text(_ parts: String?...) -> String { PrintableText.line(parts.compactMap(\.self).joined(separator: ": "), limit: 200) }
        let kind: Kind
        switch event.type {
        case "Send": kind = .sent
        case "Delivery": kind = .delivered
        case "Complaint": kind = .complained
        case "Reject": kind = .rejected(detail: text(event.reject?.reason))
        case "DeliveryDelay": kind = .delayed(detail: text(event.deliveryDelay?.delayType))
        case "Bounce":
            let subtype = event.bounce?.subtype
            let isSuppressed = subtype == "OnAccountSuppressionList" || subtype == "Suppressed"
            kind = .bounced(
                isPermanent: event.bounce?.type == "Permanent", isSuppressed: isSuppressed,
                detail: text(event.bounce?.type, subtype, event.bounce?.diagnosis))
        default: return nil
        }
        var entry: LedgerKey?
        if let mail = event.mail.tags[LedgerKey.mailTag]?.first, let name = event.mail.tags[LedgerKey.entryTag]?.first {
            entry = LedgerKey(mail: mail, entry: name)
        }
        let recipient = event.mail.destination.count == 1 ? try? EmailAddress(event.mail.destination[0]) : nil
        self.init(kind, sesID: event.mail.messageID, entry: entry, recipient: recipient)
    }
}
