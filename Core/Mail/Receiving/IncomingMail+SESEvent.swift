import LambdaEvents
import Mail

extension IncomingMail {
    /// The object that SES writes when a rule with an S3 action is made; it is no mail.
    public static let setupNotification = "AMAZON_SES_SETUP_NOTIFICATION"

    /// What an event of SES says of a mail.
    /// - Parameters:
    ///   - rawKeyPrefix: what the S3 action puts before the message id to make the object's key. An action that says the key is believed.
    ///   - now: a retry may come hours after SES took the mail; what SES says of that is not believed when it lies ahead of now.
    public init(_ content: SESEvent.Content, rawKeyPrefix: String, now: Timestamp) {
        let said = [content.mail.timestamp, content.receipt.timestamp].lazy.compactMap { $0.flatMap { Timestamp($0) } }.first
        let key = content.receipt.action?.objectKey.flatMap { $0.isEmpty ? nil : $0 }
        self.init(
            sesMessageID: content.mail.messageID, rawKey: key ?? rawKeyPrefix + content.mail.messageID,
            envelopeSender: content.mail.source.flatMap { $0.isEmpty || $0 == "<>" ? nil : $0 }, recipients: content.receipt.recipients,
            receivedAt: said.map { min($0, now) } ?? now, verdicts: Verdicts(content.receipt))
    }
}

extension Verdicts {
    /// The verdicts of a receipt.
    public init(_ receipt: SESEvent.Receipt) {
        self.init(
            spam: receipt.spamVerdict?.status, virus: receipt.virusVerdict?.status, spf: receipt.spfVerdict?.status,
            dkim: receipt.dkimVerdict?.status, dmarc: receipt.dmarcVerdict?.status)
    }
}
