import FoundationEssentials
import LambdaRuntime
import Mail
import Notifications

/// The settings that functions share which send mails of Postroom's own: `docs/configuration.md`.
public enum NotificationSettings {
    /// Where templates are.
    public enum TemplatePlace: Sendable, Equatable {
        /// In a bucket, under a prefix that is empty or ends with `/`.
        case bucket(String, prefix: String)
        /// In a folder.
        case folder(String)
    }

    /// Reads `POSTROOM_FROM`: who sends.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func sender(_ settings: FunctionSettings) throws(InvalidSetting) -> NotificationMail.Sender {
        let text = try settings.required(
            "POSTROOM_FROM", "who sends, such as 'Example <hello@example.com>', with a domain that SES has verified")
        do {
            return try NotificationMail.Sender(text)
        } catch {
            throw InvalidSetting("POSTROOM_FROM: \(error)")
        }
    }

    /// Reads `POSTROOM_TEMPLATES`: `s3://bucket/prefix/`, or a folder; a relative one is in the package. nil where it is not set.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func templates(_ settings: FunctionSettings) throws(InvalidSetting) -> TemplatePlace? {
        guard let text = settings.optional("POSTROOM_TEMPLATES") else { return nil }
        guard text.hasPrefix("s3://") else {
            guard !text.hasPrefix("/"), let root = settings.optional("LAMBDA_TASK_ROOT") else { return .folder(text) }
            return .folder("\(root)/\(text)")
        }
        let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bucket = parts.first, !bucket.isEmpty else {
            throw InvalidSetting("POSTROOM_TEMPLATES is '\(text)', which names no bucket: write s3://bucket/prefix/")
        }
        let prefix = parts.count > 1 ? String(parts[1]) : ""
        return .bucket(String(bucket), prefix: prefix.isEmpty || prefix.hasSuffix("/") ? prefix : "\(prefix)/")
    }

    /// Reads `POSTROOM_UNSUBSCRIBE`: where people unsubscribe; `{email}` in it stands for the address.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func unsubscribe(_ settings: FunctionSettings) throws(InvalidSetting) -> String? {
        guard let text = settings.optional("POSTROOM_UNSUBSCRIBE") else { return nil }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
        guard isPlain, text.hasPrefix("https://") || text.hasPrefix("mailto:") else {
            throw InvalidSetting("POSTROOM_UNSUBSCRIBE is '\(text)': it begins with https:// or mailto:, and has no spaces")
        }
        return text
    }

    /// Reads `POSTROOM_UNSURE`: `resend` or `hold`.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func unsure(_ settings: FunctionSettings) throws(InvalidSetting) -> Notifier.Unsure {
        try settings.choice("POSTROOM_UNSURE", Notifier.Unsure.allCases.map { ($0.rawValue, $0) }, otherwise: .resend)
    }

    /// Reads a list of addresses.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func addresses(_ settings: FunctionSettings, _ name: String) throws(InvalidSetting) -> [EmailAddress] {
        var found: [EmailAddress] = []
        for text in settings.list(name) {
            do {
                found.append(try EmailAddress(text))
            } catch {
                throw InvalidSetting("\(name) has '\(text)', which is no address (\(error)): write a@example.com,b@example.com")
            }
        }
        return found
    }

    /// Reads `POSTROOM_TIME_ZONE`: a name such as `Europe/Berlin`; UTC where it is not set.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func zone(_ settings: FunctionSettings) throws(InvalidSetting) -> TimeZoneRules {
        guard let name = settings.optional("POSTROOM_TIME_ZONE"), name != "UTC" else { return .utc }
        let isName = name.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        let path = "\(settings.optional("TZDIR") ?? "/usr/share/zoneinfo")/\(name)"
        guard isName, !name.hasPrefix("/"), let bytes = FileManager.default.contents(atPath: path) else {
            throw InvalidSetting(
                "POSTROOM_TIME_ZONE is '\(name)', which is no zone that is known here: write one such as Europe/Berlin, or UTC")
        }
        do {
            return try TimeZoneRules(name: name, file: Array(bytes))
        } catch {
            throw InvalidSetting("POSTROOM_TIME_ZONE is '\(name)', whose file cannot be read: \(error)")
        }
    }
}
