import AWS
import AWSForwarding
import AWSTracking
import AliasForward
import Forwarding
import LambdaRuntime
import Mail
import MailLogSettings

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let bucket = try settings.required("POSTROOM_BUCKET", "the name of the bucket that SES puts mails into")
    let clock = SystemClock()
    let store: any AliasStore =
        switch try AliasForwardFunction.aliases(settings) {
        case .parameterStore: SSMAliases(SSM(client))
        case .table: DynamoDBAliases(table)
        }
    let ses = SES(client)
    let queue = try AliasForwardFunction.queues(settings).map { SQSDeferralQueue(SQS(client), queue: $0.deferred, failed: $0.failed) }
    let parts = Forwarder.Parts(
        router: AliasRouter(store: CachedAliases(store, clock: clock), domains: try AliasForwardFunction.domains(settings)),
        ledger: DynamoDBLedger(table), originals: S3Originals(S3(client), bucket: bucket, table: table),
        sender: SESMailSender(ses, configurationSet: settings.optional("POSTROOM_CONFIGURATION_SET")),
        targets: DynamoDBTargetStates(table), tokens: DynamoDBReplyTokens(table),
        pace: SendPace(ses, concurrency: try AliasForwardFunction.concurrency(settings)),
        queue: queue,
        key: try await DynamoDBForwardingKey(table).key(), clock: clock)
    let mailLog = try MailLogSettings.log(settings) {
        CloudWatchMailLog(CloudWatchLogs(client), group: $0, function: AliasForwardHandler.function)
    }
    let handler = AliasForwardHandler(
        Forwarder(parts, settings: try ForwardingSettings(settings)), clock: clock,
        rawKeyPrefix: settings.optional("POSTROOM_RAW_PREFIX") ?? "", mailLog: mailLog)
    return AliasForwardFunction(handler, warmUps: [WarmUp("aws") { try await client.warmUp() }, AliasForwardFunction.firstMail])
}
