import LambdaRuntime
import Logging
import Mail
import Notifications

extension NotificationOutcome {
    /// What functions count it as.
    public var metric: String { "Mail\(name.prefix(1).uppercased())\(name.dropFirst())" }

    /// Writes it to the log, without more of the address than tells people apart.
    public func log(to recipient: EmailAddress, _ logger: Logger) {
        var metadata: Logger.Metadata = ["to": "\(ShortAddress(recipient.description))"]
        if let reason { metadata["reason"] = "\(reason)" }
        if let sesID { metadata["ses_id"] = "\(sesID)" }
        let level: Logger.Level =
            switch self {
            case .sent, .settledBefore: .info
            case .suppressed, .refused: .warning
            }
        logger.log(level: level, "\(name)", metadata: metadata)
    }
}
