import LambdaRuntime
import Mail

extension DeliveryPolicy {
    /// Reads `POSTROOM_DOMAINS` (the domains of mailboxes, with commas between), `POSTROOM_SPAM` and `POSTROOM_VIRUS` (`store` or `refuse`).
    /// - Throws: `InvalidSetting`, which names the variable.
    public init(_ settings: FunctionSettings) throws {
        _ = try settings.required("POSTROOM_DOMAINS", "the domains of mailboxes, with commas between")
        let domains = settings.list("POSTROOM_DOMAINS").map { $0.lowercased() }
        for domain in domains where (try? EmailAddress("postmaster@\(domain)")) == nil {
            throw InvalidSetting("POSTROOM_DOMAINS has '\(domain)', which is no domain: write example.com,example.org")
        }
        let choices: [(word: String, value: BadVerdict)] = [("store", .storeAndFlag), ("refuse", .refuse)]
        self.init(
            domains: .only(Set(domains)), spam: try settings.choice("POSTROOM_SPAM", choices, otherwise: .storeAndFlag),
            virus: try settings.choice("POSTROOM_VIRUS", choices, otherwise: .storeAndFlag))
    }
}
