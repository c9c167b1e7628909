import AWS
import AWSNotifications
import AWSTracking
import AlarmEmail
import LambdaRuntime
import Mail
import MailLogSettings
import NotificationSettings
import Notifications

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let notifier = Notifier(
        client, table: table, configurationSet: settings.optional("POSTROOM_CONFIGURATION_SET"),
        unsure: try NotificationSettings.unsure(settings))
    let parts = NoticeMails.Parts(
        reader: NoticeReader(zone: try NotificationSettings.zone(settings)), notifier: notifier, states: DynamoDBNoticeStates(table),
        digest: DynamoDBDigestItems(table), clock: SystemClock())
    let mails = NoticeMails(
        parts, routes: try NotificationSettings.routes(settings), from: try NotificationSettings.sender(settings),
        window: try NotificationSettings.foldWindow(settings))
    let mailLog = try MailLogSettings.log(settings) {
        CloudWatchMailLog(CloudWatchLogs(client), group: $0, function: AlarmEmailHandler.function)
    }
    return AlarmEmailHandler(
        mails, mailLog: mailLog, warmUps: [WarmUp("aws") { try await client.warmUp() }, NotificationSettings.firstMail])
}
