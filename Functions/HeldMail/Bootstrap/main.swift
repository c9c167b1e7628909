import AWS
import AWSForwarding
import Forwarding
import HeldMail
import LambdaRuntime
import Mail

LambdaRuntime.run {
    let settings = FunctionSettings()
    let client = try AWSClient(environment: FunctionSettings.environment)
    let table = DynamoDB(client, table: try settings.required("POSTROOM_TABLE", "the name of the DynamoDB table"))
    let bucket = try settings.required("POSTROOM_BUCKET", "the name of the bucket that SES puts mails into")
    let s3 = S3(client)
    return HeldMailHandler(
        HeldMailLink(try await DynamoDBForwardingKey(table).existing()), clock: SystemClock(),
        warmUps: [WarmUp("aws") { try await client.warmUp() }]
    ) { rawKey, seconds in
        // A reader that opens it in place would take HTML in the mail for a page of the bucket.
        try await s3.presignedGet(
            rawKey, from: bucket, seconds: seconds,
            responseFields: [
                ("response-content-disposition", "attachment; filename=\"original.eml\""), ("response-content-type", "message/rfc822"),
            ])
    }
}
