import LambdaEvents
import Mail
import MailLogSettings
import Tracking

extension SideMailLog {
    /// What became of a mail: for each recipient that it came, and what happened then. Those of other domains are left to whoever serves them.
    func entries(
        _ mail: IncomingMail, _ content: SESEvent.Mail, _ outcomes: [RecipientOutcome],
        _ failures: [(recipient: String, error: any Error)] = []
    ) -> [MailLogEntry] {
        let received = { (recipient: String) in
            var entry = entry(.received, at: mail.receivedAt, sesID: mail.sesMessageID, to: recipient)
            entry.from = mail.envelopeSender ?? ""
            entry.messageID = content.commonHeaders?.messageID.map(MailLogEntry.withoutBrackets)
            return entry
        }
        var entries: [MailLogEntry] = []
        for outcome in outcomes {
            let status: MailLogEntry.Status
            let result = SESInboundResult.Recipient(outcome)
            switch outcome.result {
            // A mail that comes again says again what it came to: the line may not have been written before.
            case .stored, .duplicate: status = .stored
            case .refused: status = .refused
            case .notMine: continue
            }
            var entry = entry(status, sesID: mail.sesMessageID, to: outcome.recipient)
            entry.from = mail.envelopeSender ?? ""
            entry.detail = result.reason
            entry.id = result.id
            entries += [received(outcome.recipient), entry]
        }
        for failure in failures {
            var entry = entry(.deferred, sesID: mail.sesMessageID, to: failure.recipient)
            entry.detail = PrintableText.line("\(failure.error)", limit: 300)
            entries += [received(failure.recipient), entry]
        }
        return entries
    }
}
