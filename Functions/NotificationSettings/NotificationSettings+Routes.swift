import LambdaRuntime
import Mail
import Notifications

extension NotificationSettings {
    /// Reads `POSTROOM_TO`, `POSTROOM_INFORMATIONAL_TO` (who reads both where it is not set), and `POSTROOM_ROUTES`: rules with commas between, the
    /// first that holds is taken; `billing=digest` for a topic, `severity:info=informational` for an attribute.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func routes(_ settings: FunctionSettings) throws(InvalidSetting) -> NoticeRoutes {
        _ = try settings.required("POSTROOM_TO", "who reads alarms: addresses with commas between")
        let to = try addresses(settings, "POSTROOM_TO")
        let informational = try addresses(settings, "POSTROOM_INFORMATIONAL_TO")
        var rules: [NoticeRoutes.Rule] = []
        for text in settings.list("POSTROOM_ROUTES") {
            guard let rule = rule(text) else {
                throw InvalidSetting(
                    "POSTROOM_ROUTES has '\(text)': write TOPIC=ROUTE or ATTRIBUTE:VALUE=ROUTE, where the route is one of "
                        + NoticeRoute.allCases.map(\.rawValue).joined(separator: ", "))
            }
            rules.append(rule)
        }
        return NoticeRoutes(rules: rules, recipients: [.immediate: to, .informational: informational.isEmpty ? to : informational])
    }

    private static func rule(_ text: String) -> NoticeRoutes.Rule? {
        guard let equals = text.lastIndex(of: "="), let route = NoticeRoute(rawValue: text[text.index(after: equals)...].lowercased())
        else {
            return nil
        }
        let match = text[..<equals]
        guard !match.isEmpty else { return nil }
        // An ARN has colons too.
        guard let colon = match.firstIndex(of: ":"), !match.hasPrefix("arn:") else {
            return NoticeRoutes.Rule(.topic(String(match)), route)
        }
        let name = match[..<colon]
        guard !name.isEmpty else { return nil }
        return NoticeRoutes.Rule(.attribute(String(name), String(match[match.index(after: colon)...])), route)
    }

    /// Reads `POSTROOM_FOLD_MINUTES`: for how many minutes an alarm's state is mailed once; 5 where it is not set, 0 to 1440.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func foldWindow(_ settings: FunctionSettings) throws(InvalidSetting) -> Duration {
        guard let text = settings.optional("POSTROOM_FOLD_MINUTES") else { return .seconds(300) }
        guard let minutes = Int(text), 0...1440 ~= minutes else {
            throw InvalidSetting("POSTROOM_FOLD_MINUTES is '\(text)': it has to be a whole number from 0 to 1440")
        }
        return .seconds(minutes * 60)
    }
}
