import AWS
import LambdaRuntime
import Logging
import Mail
import MailboxAPI

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let store = DynamoDBMailboxStore(table)
    let bucket = try settings.required("POSTROOM_BUCKET", "the name of the bucket that SES puts mails into")
    let s3 = S3(client)
    let clock = SystemClock()
    let service = MailboxService(
        store: store, rawMail: S3RawMailStore(s3, bucket: bucket), clock: clock, random: SystemRandom(), watch: PollingWatch(),
        domains: try MailboxAPISettings.domains(settings))
    let api = MailboxAPI(
        service: service, accounts: store, downloads: S3DownloadLinks(s3: s3, bucket: bucket),
        credentials: Credentials(adminToken: nil, accounts: store, clock: clock), options: try MailboxAPISettings.options(settings),
        logger: Logger(label: "MailboxAPI"))
    return MailboxAPIHandler(
        api,
        warmUps: [
            WarmUp("aws") { try await client.warmUp() },
            WarmUp("plans") { for plan in Plan.builtIn { _ = try await store.plan(named: plan.name) } },
        ])
}
