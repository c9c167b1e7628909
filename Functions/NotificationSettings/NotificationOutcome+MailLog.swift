import Mail
import MailLogSettings
import Notifications
import Tracking

extension SideMailLog {
    /// What became of a mail of Postroom's own; nil for one that was settled before, which was said then.
    /// - Parameter source: what it is about: the id of an SNS message.
    public func entry(_ outcome: NotificationOutcome, to recipient: EmailAddress, source: String) -> MailLogEntry? {
        let status: MailLogEntry.Status
        switch outcome {
        case .sent: status = .sent
        case .suppressed: status = .suppressed
        case .refused: status = .refused
        case .settledBefore: return nil
        }
        var entry = entry(status, sesID: outcome.sesID, to: recipient.description)
        entry.detail = outcome.reason
        entry.id = source
        return entry
    }
}
