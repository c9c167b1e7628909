import AWS
import LambdaRuntime
import Mail
import MailboxExpiry

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let store = DynamoDBMailboxStore(DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table")))
    let bucket = try settings.required("POSTROOM_BUCKET", "the name of the bucket that SES puts mails into")
    return MailboxExpiryHandler(
        ExpirySweep(store, s3: S3(client), bucket: bucket, clock: SystemClock()), warmUps: [WarmUp("aws") { try await client.warmUp() }])
}
