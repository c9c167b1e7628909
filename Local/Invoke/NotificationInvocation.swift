import AlarmEmail
import LambdaRuntime
import Logging
import Mail
import NotificationSettings
import Notifications
import WelcomeEmail

/// The functions that send mails of Postroom's own, in this process: settings are those of a deployment, and mails go to an outbox.
public enum NotificationInvocation {
    /// What is sent from, and to whom, where nobody says it.
    private static let defaults = ["POSTROOM_FROM": "Postroom <postroom@example.com>", "POSTROOM_TO": "you@example.com"]

    /// WelcomeEmail; templates in a bucket cannot be read here.
    /// - Throws: `InvalidSetting`.
    public static func welcome(_ environment: [String: String], _ outbox: Outbox) throws -> any InProcessFunction {
        let settings = settings(environment)
        let own: [any TemplateSource] =
            switch try NotificationSettings.templates(settings) {
            case .bucket: throw InvalidSetting("POSTROOM_TEMPLATES names a bucket: here it has to be a folder")
            case .folder(let folder): [FolderTemplates(folder)]
            case nil: []
            }
        let mails = UserMails(
            templates: MailTemplates(own + [BuiltInTemplates.files]), notifier: try notifier(settings, outbox),
            from: try NotificationSettings.sender(settings), unsubscribe: try NotificationSettings.unsubscribe(settings))
        return HandlerFunction(WelcomeEmailHandler(mails))
    }

    /// AlarmEmail.
    /// - Throws: `InvalidSetting`.
    public static func alarm(_ environment: [String: String], _ outbox: Outbox) throws -> any InProcessFunction {
        let settings = settings(environment)
        let parts = NoticeMails.Parts(
            reader: NoticeReader(zone: try NotificationSettings.zone(settings)), notifier: try notifier(settings, outbox),
            states: InMemoryNoticeStates(), digest: InMemoryDigestItems(), clock: SystemClock())
        let mails = NoticeMails(
            parts, routes: try NotificationSettings.routes(settings), from: try NotificationSettings.sender(settings),
            window: try NotificationSettings.foldWindow(settings))
        return HandlerFunction(AlarmEmailHandler(mails))
    }

    private static func settings(_ environment: [String: String]) -> FunctionSettings {
        FunctionSettings(environment.merging(defaults) { own, _ in own })
    }

    private static func notifier(_ settings: FunctionSettings, _ outbox: Outbox) throws -> Notifier {
        Notifier(
            Notifier.Parts(ledger: InMemoryNotificationLedger(), sender: outbox, clock: SystemClock()),
            unsure: try NotificationSettings.unsure(settings))
    }
}
