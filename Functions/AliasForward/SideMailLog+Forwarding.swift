import Forwarding
import LambdaEvents
import Mail
import MailLogSettings
import Tracking

extension SideMailLog {
    /// What became of a mail: for each recipient of ours that it came, and for each target what happened. What was settled before was said then.
    /// - Parameter content: what SES says of the mail that comes in; nil of one that was put off, which came in before.
    func entries(_ request: ForwardingRequest, _ content: SESEvent.Mail?, _ outcomes: [ForwardingOutcome]) -> [MailLogEntry] {
        var entries: [MailLogEntry] = []
        var known: Set<String> = []
        for outcome in outcomes where outcome.result != .notMine {
            if let content, known.insert(outcome.recipient).inserted {
                var entry = entry(.received, at: request.receivedAt, sesID: request.sesMessageID, to: outcome.recipient)
                entry.from = request.envelopeSender ?? ""
                entry.messageID = content.commonHeaders?.messageID.map(MailLogEntry.withoutBrackets)
                entries.append(entry)
            }
            let status: MailLogEntry.Status
            switch outcome.result {
            case .sent: status = .forwarded
            case .quarantined: status = .quarantined
            case .refused: status = .refused
            case .failed: status = .failed
            case .deferred: status = .deferred
            case .settledBefore, .notMine: continue
            }
            let target = outcome.target?.description
            var entry = entry(status, sesID: request.sesMessageID, to: target ?? outcome.recipient)
            entry.from = request.envelopeSender ?? ""
            if target != nil { entry.alias = outcome.recipient }
            switch outcome.result {
            case .sent(let id, _): entry.next = id
            case .quarantined(let reason), .refused(let reason), .failed(let reason): entry.detail = reason
            case .deferred(let until, let reason): entry.detail = "until \(until.rfc3339): \(reason)"
            case .settledBefore, .notMine: break
            }
            entries.append(entry)
        }
        return entries
    }
}
