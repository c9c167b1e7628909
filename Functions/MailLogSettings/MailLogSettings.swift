import LambdaRuntime
import Tracking

/// The settings of the mail log, which functions share: `docs/configuration.md`.
public enum MailLogSettings {
    /// The variable with the name of the log group; without it only `DeliveryEvents` refuses to start, and the others write no line.
    public static let groupName = "POSTROOM_MAIL_LOG_GROUP"

    /// Reads `POSTROOM_MAIL_LOG` (`full` or `hashed`) and `POSTROOM_MAIL_LOG_KEY`, which hashing takes.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func addresses(_ settings: FunctionSettings) throws(InvalidSetting) -> LoggedAddresses {
        guard try settings.choice("POSTROOM_MAIL_LOG", [("full", false), ("hashed", true)], otherwise: false) else { return .full }
        let name = "POSTROOM_MAIL_LOG_KEY"
        let key = try settings.required(name, "a secret of \(LoggedAddresses.keyLength) bytes or more, as POSTROOM_MAIL_LOG is 'hashed'")
        guard key.utf8.count >= LoggedAddresses.keyLength else {
            throw InvalidSetting("\(name) has \(key.utf8.count) bytes: it has to have \(LoggedAddresses.keyLength) or more")
        }
        return .hashed(key: Array(key.utf8))
    }

    /// The log of `POSTROOM_MAIL_LOG_GROUP`, with addresses as the settings say; nil where it is not set.
    /// - Parameter make: makes the log of a group.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func log(_ settings: FunctionSettings, _ make: (String) -> any MailLog) throws(InvalidSetting) -> (any MailLog)? {
        guard let group = settings.optional(groupName) else { return nil }
        return try shown(make(group), settings)
    }

    /// A log that shows addresses as the settings say.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func shown(_ log: any MailLog, _ settings: FunctionSettings) throws(InvalidSetting) -> any MailLog {
        ShownMailLog(log, addresses: try addresses(settings))
    }
}
