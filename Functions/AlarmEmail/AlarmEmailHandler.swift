import LambdaEvents
import LambdaRuntime
import Logging
import Mail
import MailLogSettings
import NotificationSettings
import Notifications
import Tracking

/// Mails what is published to topics, alarms above all, to people: `docs/notifications.md`.
public struct AlarmEmailHandler: NotificationHandler {
    /// The name of the function in the mail log.
    public static let function = "AlarmEmail"

    private let mails: NoticeMails
    private let mailLog: SideMailLog
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the handler.
    /// - Parameter mailLog: where the lines of a mail go; nowhere where none is given.
    public init(_ mails: NoticeMails, mailLog: (any MailLog)? = nil, warmUps: [WarmUp] = []) {
        self.mailLog = SideMailLog(mailLog, function: Self.function)
        self.mails = mails
        self.warmUps = warmUps
    }

    /// What became of a notification.
    public struct Outcome: Sendable, Encodable {
        /// SNS's id.
        public var snsMessageID: String
        /// `mailed`, `folded` (it repeats what was just mailed) or `kept` (for the weekly mail).
        public var outcome: String
        /// The mails, where there are any.
        public var mails: [Mail]

        enum CodingKeys: String, CodingKey {
            case outcome, mails
            case snsMessageID = "sns_message_id"
        }

        /// A mail to one recipient.
        public struct Mail: Sendable, Encodable {
            /// Who gets it.
            public var to: String
            /// `sent`, `settledBefore`, `suppressed` or `refused`.
            public var outcome: String
            /// Why nothing was sent.
            public var reason: String?
            /// SES's id of what was sent.
            public var sesID: String?

            enum CodingKeys: String, CodingKey {
                case to, outcome, reason
                case sesID = "ses_id"
            }
        }
    }

    /// Handles one notification.
    public func handle(_ notification: SNSEvent.Notification, context: InvocationContext) async throws -> Outcome {
        let id = notification.messageID
        var logger = context.logger
        logger[metadataKey: "sns_message_id"] = "\(PrintableText.line(id, limit: 80))"
        let message = NoticeMails.Message(
            id: id, subject: notification.subject, text: notification.message, topicARN: notification.topicARN,
            attributes: notification.attributes, publishedAt: notification.timestamp.flatMap { Timestamp($0) })
        switch try await mails.send(message, time: context.timeForSending) {
        case .folded:
            logger.info("folded: the same state was mailed a moment ago")
            context.metrics.count("NoticeFolded")
            return Outcome(snsMessageID: id, outcome: "folded", mails: [])
        case .kept:
            logger.info("kept for the weekly mail")
            context.metrics.count("NoticeKept")
            return Outcome(snsMessageID: id, outcome: "kept", mails: [])
        case .mails(let sent):
            for mail in sent {
                mail.outcome.log(to: mail.recipient, logger)
                context.metrics.count(mail.outcome.metric)
            }
            await mailLog.write(
                sent.compactMap { mailLog.entry($0.outcome, to: $0.recipient, source: id) }, logger: logger, metrics: context.metrics)
            return Outcome(
                snsMessageID: id, outcome: "mailed",
                mails: sent.map {
                    Outcome.Mail(
                        to: $0.recipient.description, outcome: $0.outcome.name, reason: $0.outcome.reason, sesID: $0.outcome.sesID)
                })
        }
    }
}
