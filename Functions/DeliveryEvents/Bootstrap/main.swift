import AWS
import AWSNotifications
import AWSTracking
import DeliveryEvents
import LambdaRuntime
import Mail
import MailLogSettings

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let group = try settings.required(MailLogSettings.groupName, "the name of the log group of the mail log")
    let log = CloudWatchMailLog(CloudWatchLogs(client), group: group, function: "DeliveryEvents")
    let handler = DeliveryEventsHandler(
        log: try MailLogSettings.shown(log, settings), ledger: DynamoDBNotificationLedger(table),
        suppressions: SESSuppressionList(SES(client)), clock: SystemClock(),
        logsVisits: try settings.choice("POSTROOM_VISITS", [("ignore", false), ("log", true)], otherwise: false))
    return DeliveryEventsFunction(handler, warmUps: [WarmUp("aws") { try await client.warmUp() }, DeliveryEventsFunction.firstEvent])
}
