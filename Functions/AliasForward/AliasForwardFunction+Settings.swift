import Forwarding
import LambdaRuntime
import Mail

extension AliasForwardFunction {
    /// Where aliases are kept.
    public enum AliasPlace: Sendable {
        /// In Parameter Store of Systems Manager.
        case parameterStore
        /// In the table.
        case table
    }

    /// The URLs of the queues.
    public struct Queues: Sendable {
        /// What is to be forwarded later.
        public var deferred: String
        /// What was given up.
        public var failed: String?
    }

    /// Reads `POSTROOM_ALIASES`: `ssm` or `dynamodb`.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func aliases(_ settings: FunctionSettings) throws(InvalidSetting) -> AliasPlace {
        try settings.choice("POSTROOM_ALIASES", [("ssm", .parameterStore), ("dynamodb", .table)], otherwise: .parameterStore)
    }

    /// Reads `POSTROOM_ALIAS_DOMAINS`: the domains of aliases, with commas between.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func domains(_ settings: FunctionSettings) throws(InvalidSetting) -> Set<String> {
        let name = "POSTROOM_ALIAS_DOMAINS"
        _ = try settings.required(name, "the domains of aliases, with commas between")
        let domains = settings.list(name).map { $0.lowercased() }
        for domain in domains where (try? EmailAddress("postmaster@\(domain)")) == nil {
            throw InvalidSetting("\(name) has '\(domain)', which is no domain: write example.com,example.org")
        }
        return Set(domains)
    }

    /// Reads `POSTROOM_QUEUE` and `POSTROOM_FAILED_QUEUE`; nil where the first is not set: Lambda alone tries again then.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func queues(_ settings: FunctionSettings) throws(InvalidSetting) -> Queues? {
        let failed = try url(settings, "POSTROOM_FAILED_QUEUE")
        guard let deferred = try url(settings, "POSTROOM_QUEUE") else { return nil }
        return Queues(deferred: deferred, failed: failed)
    }

    /// Reads `POSTROOM_CONCURRENCY`: how many of this function run at once at the most, which share what the account may send. 1 if it is not set.
    /// - Throws: `InvalidSetting`, which names the variable.
    public static func concurrency(_ settings: FunctionSettings) throws(InvalidSetting) -> Int {
        try number(settings, "POSTROOM_CONCURRENCY", 1...1000) ?? 1
    }

    private static func url(_ settings: FunctionSettings, _ name: String) throws(InvalidSetting) -> String? {
        guard let text = settings.optional(name) else { return nil }
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw InvalidSetting("\(name) is '\(text)', which is no URL: it begins with https://")
        }
        return text
    }

    fileprivate static func number(_ settings: FunctionSettings, _ name: String, _ range: ClosedRange<Int>) throws(InvalidSetting) -> Int? {
        guard let text = settings.optional(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw InvalidSetting("\(name) is '\(text)': it has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

extension ForwardingSettings {
    /// Reads `POSTROOM_UNSURE` (`resend` or `hold`), `POSTROOM_UNKNOWN` (`bounce` or `refuse`), `POSTROOM_HELD_URL`, `POSTROOM_KEEP_DAYS` and
    /// `POSTROOM_BOUNCES`.
    /// - Throws: `InvalidSetting`, which names the variable.
    public init(_ settings: FunctionSettings) throws(InvalidSetting) {
        self.init()
        unsure = try settings.choice("POSTROOM_UNSURE", Unsure.allCases.map { ($0.rawValue, $0) }, otherwise: unsure)
        unknown = try settings.choice("POSTROOM_UNKNOWN", Unknown.allCases.map { ($0.rawValue, $0) }, otherwise: unknown)
        if let url = settings.optional("POSTROOM_HELD_URL") {
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw InvalidSetting("POSTROOM_HELD_URL is '\(url)', which is no URL: it begins with https://")
            }
            heldURL = url
        }
        keepDays = try AliasForwardFunction.number(settings, "POSTROOM_KEEP_DAYS", 1...3650) ?? keepDays
        bounceLimit = try AliasForwardFunction.number(settings, "POSTROOM_BOUNCES", 1...1000) ?? bounceLimit
    }
}
