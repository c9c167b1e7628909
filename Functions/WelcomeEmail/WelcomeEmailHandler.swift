import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import MailLogSettings
import NotificationSettings
import Notifications
import Tracking

/// Sends the mails for events about users: `docs/notifications.md`.
public struct WelcomeEmailHandler: NotificationHandler {
    /// The name of the function in the mail log.
    public static let function = "WelcomeEmail"

    private let mails: UserMails
    private let mailLog: SideMailLog
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the handler.
    /// - Parameter mailLog: where the lines of a mail go; nowhere where none is given.
    public init(_ mails: UserMails, mailLog: (any MailLog)? = nil, warmUps: [WarmUp] = []) {
        self.mailLog = SideMailLog(mailLog, function: Self.function)
        self.mails = mails
        self.warmUps = warmUps
    }

    /// What became of a notification.
    public struct Outcome: Sendable, Encodable {
        /// SNS's id.
        public var snsMessageID: String
        /// `sent`, `settledBefore`, `ignored`, `suppressed` or `refused`.
        public var outcome: String
        /// Why nothing was sent.
        public var reason: String?
        /// SES's id of what was sent.
        public var sesID: String?

        enum CodingKeys: String, CodingKey {
            case outcome, reason
            case snsMessageID = "sns_message_id"
            case sesID = "ses_id"
        }
    }

    /// Handles one notification.
    public func handle(_ notification: SNSEvent.Notification, context: InvocationContext) async throws -> Outcome {
        let id = notification.messageID
        var logger = context.logger
        logger[metadataKey: "sns_message_id"] = "\(PrintableText.line(id, limit: 80))"
        let result = try await mails.send(notification.message, id: id, time: context.timeForSending)
        var outcome = Outcome(snsMessageID: id, outcome: "")
        switch result {
        case .ignored:
            outcome.outcome = "ignored"
            logger.info("ignored: there is no template for events of this name")
        case .notSent(let reason):
            outcome.outcome = "refused"
            outcome.reason = reason
            logger.warning("not sent", metadata: ["reason": "\(reason)"])
        case .mail(let mail, let recipient):
            outcome.outcome = mail.name
            outcome.reason = mail.reason
            outcome.sesID = mail.sesID
            mail.log(to: recipient, logger)
            await mailLog.write(
                [mailLog.entry(mail, to: recipient, source: id)].compactMap(\.self), logger: logger, metrics: context.metrics)
        }
        context.metrics.count("Mail\(outcome.outcome.prefix(1).uppercased())\(outcome.outcome.dropFirst())")
        return outcome
    }
}
