import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import Notifications
import Tracking

/// The function that takes what SES says of sent mail: it writes the mail log, and keeps Postroom's own mails from addresses that do not want them.
///
/// Any event may come twice, late, or before the one that happened first: each says what it says of its own.
public struct DeliveryEventsHandler: Sendable {
    /// The name of the function in the log.
    static let function = "DeliveryEvents"

    private let log: any MailLog
    private let ledger: any NotificationLedger
    private let suppressions: any SuppressionList
    private let clock: any WallClock
    private let logsVisits: Bool

    /// Creates the handler.
    /// - Parameter logsVisits: whether the log has a line when somebody opens a mail or follows a link in it.
    public init(
        log: any MailLog, ledger: any NotificationLedger, suppressions: any SuppressionList, clock: any WallClock,
        logsVisits: Bool = false
    ) {
        self.log = log
        self.ledger = ledger
        self.suppressions = suppressions
        self.clock = clock
        self.logsVisits = logsVisits
    }

    /// Takes an event.
    /// - Throws: what failed first; everything else is done. The same event completes it.
    public func handle(_ event: SESSendingEvent, published: String?, logger: Logger, metrics: InvocationMetrics) async throws {
        let now = clock.now()
        let entries = MailLogEntry.entries(
            event, function: Self.function, published: published.flatMap { Timestamp($0) } ?? now)
        metrics.count("Events\(event.type.filter { $0.isASCII && $0.isLetter }.prefix(40))")
        let isVisit = event.type == "Open" || event.type == "Click"
        guard !entries.isEmpty, !isVisit || logsVisits else { return logger.info("ignored", metadata: ["event": "\(type(event))"]) }
        var failure: (any Error)?
        // The log first: it is what somebody reads who looks for why the rest fails.
        do { try await log.write(entries) } catch { failure = error }
        if let notice = notice(event, logger) {
            do { try await note(event, notice.key, notice.recipient, now, logger, metrics) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
        logger.info("\(type(event))", metadata: ["ses_id": "\(PrintableText.line(event.mail.messageID, limit: 120))"])
    }

    /// Which of Postroom's own mails an event is about, and who got it; nil for other mail.
    private func notice(_ event: SESSendingEvent, _ logger: Logger) -> (key: NotificationKey, recipient: EmailAddress)? {
        guard let notice = event.mail.tags[NotificationKey.noticeTag]?.first,
            let hash = event.mail.tags[NotificationKey.recipientTag]?.first
        else { return nil }
        // Not whom a report names, which somebody else writes: whom the mail was sent to.
        guard event.mail.destination.count == 1, let recipient = try? EmailAddress(MailLogEntry.bare(event.mail.destination[0])),
            NotificationKey(function: "", source: "", recipient: recipient).recipient == hash
        else {
            logger.warning("the tags of a mail are not those of its recipient", metadata: ["event": "\(type(event))"])
            return nil
        }
        return (NotificationKey(notice: notice, recipient: hash), recipient)
    }

    private func note(
        _ event: SESSendingEvent, _ key: NotificationKey, _ recipient: EmailAddress, _ now: Timestamp, _ logger: Logger,
        _ metrics: InvocationMetrics
    ) async throws {
        var failure: (any Error)?
        // Whatever is said of a mail, SES has taken it.
        if event.type != "Rendering Failure" {
            do { try await ledger.sent(key, sesID: event.mail.messageID, now: now) } catch { failure = error }
        }
        if let reason = reason(event) {
            try await suppressions.suppress(recipient, reason: reason)
            metrics.count("Suppressed")
            logger.notice("suppressed", metadata: ["to": "\(ShortAddress(recipient.description))", "reason": "\(reason)"])
        }
        if let failure { throw failure }
    }

    /// Why nothing is to be sent to the address any more; nil when mail is.
    private func reason(_ event: SESSendingEvent) -> String? {
        // SES has not even tried: the address is on the list already.
        let known = "OnAccountSuppressionList"
        if let bounce = event.bounce, event.type == "Bounce" {
            return bounce.type == "Permanent" && bounce.subtype != known ? "BOUNCE" : nil
        }
        if let complaint = event.complaint, event.type == "Complaint" {
            return complaint.feedback != "not-spam" && complaint.subtype != known ? "COMPLAINT" : nil
        }
        return nil
    }

    private func type(_ event: SESSendingEvent) -> String { PrintableText.line(event.type, limit: 40) }
}
