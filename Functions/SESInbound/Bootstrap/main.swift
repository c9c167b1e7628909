import AWS
import AWSTracking
import Extraction
import LambdaRuntime
import Mail
import MailLogSettings
import SESInbound

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let store = DynamoDBMailboxStore(table, plansAreKept: try SESInboundFunction.plansAreKept(settings))
    let bucket = try settings.required("POSTROOM_BUCKET", "the name of the bucket that SES puts mails into")
    let topic = try settings.required("POSTROOM_TOPIC", "the ARN of the SNS topic for events")
    let mailLog = try MailLogSettings.log(settings) {
        CloudWatchMailLog(CloudWatchLogs(client), group: $0, function: SESInboundHandler.function)
    }
    let handler = SESInboundHandler(
        delivery: Delivery(
            store: store, rawMail: S3RawMailStore(S3(client), bucket: bucket), publisher: SNSEventPublisher(SNS(client), topic: topic),
            clock: SystemClock(), random: SystemRandom(), policy: try DeliveryPolicy(settings), extract: SummaryExtract.reader),
        clock: SystemClock(), rawKeyPrefix: settings.optional("POSTROOM_RAW_PREFIX") ?? "", mailLog: mailLog)
    return SESInboundFunction(
        handler,
        warmUps: [
            WarmUp("aws") { try await client.warmUp() },
            WarmUp("plans") { for plan in Plan.builtIn { _ = try await store.plan(named: plan.name) } },
            SESInboundFunction.firstMail,
        ])
}
