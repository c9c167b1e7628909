import AWS
import Mail
import Notifications

extension Notifier {
    /// Sends through SES, and remembers in the table.
    /// - Parameters:
    ///   - configurationSet: whose event destination tells what becomes of the mails.
    ///   - concurrency: how many instances share what the account may send.
    public init(
        _ client: AWSClient, table: DynamoDB, configurationSet: String?, unsure: Notifier.Unsure, concurrency: Int = 1,
        clock: any WallClock = SystemClock()
    ) {
        let ses = SES(client)
        self.init(
            Parts(
                ledger: DynamoDBNotificationLedger(table), sender: SESNotificationSender(ses, configurationSet: configurationSet),
                suppressions: SESSuppressionList(ses), pace: SendPace(ses, concurrency: concurrency), clock: clock),
            unsure: unsure)
    }
}
