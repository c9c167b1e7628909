import AWS
import AWSNotifications
import AWSTracking
import LambdaRuntime
import Mail
import MailLogSettings
import NotificationSettings
import Notifications
import WelcomeEmail

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let own: [any TemplateSource] =
        switch try NotificationSettings.templates(settings) {
        case .bucket(let bucket, let prefix): [S3Templates(S3(client), bucket: bucket, prefix: prefix)]
        case .folder(let folder): [FolderTemplates(folder)]
        case nil: []
        }
    let notifier = Notifier(
        client, table: table, configurationSet: settings.optional("POSTROOM_CONFIGURATION_SET"),
        unsure: try NotificationSettings.unsure(settings))
    let mails = UserMails(
        templates: MailTemplates(own + [BuiltInTemplates.files]), notifier: notifier, from: try NotificationSettings.sender(settings),
        unsubscribe: try NotificationSettings.unsubscribe(settings))
    let mailLog = try MailLogSettings.log(settings) {
        CloudWatchMailLog(CloudWatchLogs(client), group: $0, function: WelcomeEmailHandler.function)
    }
    return WelcomeEmailHandler(
        mails, mailLog: mailLog, warmUps: [WarmUp("aws") { try await client.warmUp() }, NotificationSettings.firstMail])
}
