import LambdaRuntime
import Mail

/// What the function `MailboxAPI` is told by its environment.
public enum MailboxAPISettings {
    /// Reads `POSTROOM_DOMAINS`: the domains of mailboxes, with commas between.
    public static func domains(_ settings: FunctionSettings) throws(InvalidSetting) -> [String] {
        _ = try settings.required("POSTROOM_DOMAINS", "the domains of mailboxes, with commas between")
        let domains = settings.list("POSTROOM_DOMAINS").map { $0.lowercased() }
        for domain in domains where MailboxAPI.address("postmaster@\(domain)") == nil {
            throw InvalidSetting("POSTROOM_DOMAINS has '\(domain)', which is no domain: write example.com,example.org")
        }
        guard !domains.isEmpty else { throw InvalidSetting("POSTROOM_DOMAINS names no domain: write example.com,example.org") }
        return domains
    }

    /// Reads `POSTROOM_ANONYMOUS` (`allow` or `refuse` mailboxes without a key) and `POSTROOM_CORS_ORIGINS` (pages of other sites that may use the
    /// API, with commas between).
    public static func options(_ settings: FunctionSettings) throws(InvalidSetting) -> MailboxAPI.Options {
        var options = MailboxAPI.Options()
        options.isAnonymousWelcome = try settings.choice(
            "POSTROOM_ANONYMOUS", [("allow", true), ("refuse", false)], otherwise: false)
        do { options.crossOrigin = try CrossOrigin(settings.list("POSTROOM_CORS_ORIGINS")) } catch {
            throw InvalidSetting("POSTROOM_CORS_ORIGINS: \(error)")
        }
        return options
    }
}
