import Logging
import Mail
import MailboxAPI

/// How `postroom dev` runs: flags win over environment variables, those over the defaults.
public struct DevOptions: Sendable {
    /// An option has a value that it cannot have.
    public struct Invalid: Error, CustomStringConvertible {
        /// Which one, and what it takes.
        public let description: String
    }

    /// Where it listens; a numeric address.
    public var host = "127.0.0.1"
    /// 0 picks a free one.
    public var smtpPort: UInt16 = 1025
    /// 0 picks a free one.
    public var httpPort: UInt16 = 8025
    /// Where everything is kept.
    public var data = ".postroom"
    /// Ours, in lower case; the first one is that of new mailboxes.
    public var domains = ["postroom.test"]
    /// Mail for any address of any domain is stored.
    public var isCatchAll = false
    /// SMTP tells the truth about mailboxes.
    public var isStrict = false
    /// Names besides localhost under which HTTP answers.
    public var allowedHosts: [String] = []
    /// Web pages of other sites that may use the API, such as `https://app.example.com`.
    public var corsOrigins: [String] = []
    /// The clock can be moved through the API.
    public var hasClock = false
    /// nil makes one at every start.
    public var adminToken: String?
    /// Least level of diagnostic lines.
    public var logLevel = "warning"

    /// The defaults, overridden by `POSTROOM_…` variables.
    /// - Throws: ``Invalid`` naming the variable.
    public init(environment: [String: String]) throws(Invalid) {
        // An empty variable is none: that is how shells and compose files leave one out.
        let environment = environment.filter { !$0.value.isEmpty }
        host = environment["POSTROOM_HOST"] ?? host
        smtpPort = try Self.port("POSTROOM_SMTP_PORT", environment) ?? smtpPort
        httpPort = try Self.port("POSTROOM_HTTP_PORT", environment) ?? httpPort
        data = environment["POSTROOM_DATA"] ?? data
        domains = Self.list("POSTROOM_DOMAIN", environment) ?? domains
        isCatchAll = try Self.truth("POSTROOM_CATCH_ALL", environment) ?? isCatchAll
        isStrict = try Self.truth("POSTROOM_STRICT", environment) ?? isStrict
        allowedHosts = Self.list("POSTROOM_ALLOWED_HOSTS", environment) ?? allowedHosts
        corsOrigins = Self.list("POSTROOM_CORS_ORIGINS", environment) ?? corsOrigins
        hasClock = try Self.truth("POSTROOM_CLOCK", environment) ?? hasClock
        adminToken = environment["POSTROOM_ADMIN_TOKEN"]
        logLevel = environment["POSTROOM_LOG_LEVEL"] ?? logLevel
    }

    /// Checks what the types cannot.
    public func checked() throws(Invalid) -> DevOptions {
        var checked = self
        checked.domains = domains.reduce(into: []) { unique, domain in
            if !unique.contains(domain.lowercased()) { unique.append(domain.lowercased()) }
        }
        for domain in checked.domains {
            guard (try? EmailAddress("x@\(domain)")) != nil else { throw Invalid(description: "'\(domain)' is not a domain") }
        }
        if let adminToken {
            guard adminToken.utf8.count >= 16 else {
                throw Invalid(description: "POSTROOM_ADMIN_TOKEN is too short: it opens every mailbox, so it needs at least 16 characters")
            }
            // What can stand behind "Bearer" (RFC 6750 section 2.1).
            guard adminToken.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/=".contains($0)) }) else {
                throw Invalid(
                    description: "POSTROOM_ADMIN_TOKEN may have letters, digits and -._~+/= only, as it is sent in an HTTP header")
            }
        }
        for host in allowedHosts {
            guard host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._[]:".contains($0)) }), !host.hasSuffix(":"),
                !AllowedHosts.hasPort(host)
            else { throw Invalid(description: "'\(host)' is no host name: give the name alone, without scheme and port") }
        }
        do { _ = try CrossOrigin(corsOrigins) } catch { throw Invalid(description: "POSTROOM_CORS_ORIGINS: \(error)") }
        guard !(isCatchAll && isStrict) else {
            throw Invalid(description: "catch-all and strict exclude each other: with catch-all no mailbox is unknown")
        }
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw Invalid(description: "'\(logLevel)' is not a log level: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return checked
    }

    private static func port(_ name: String, _ environment: [String: String]) throws(Invalid) -> UInt16? {
        guard let text = environment[name] else { return nil }
        guard let port = UInt16(text) else { throw Invalid(description: "\(name) is '\(text)': it takes a port from 0 to 65535") }
        return port
    }

    private static func truth(_ name: String, _ environment: [String: String]) throws(Invalid) -> Bool? {
        switch environment[name]?.lowercased() {
        case nil: nil
        case "1", "true", "yes", "on": true
        case "0", "false", "no", "off": false
        case let text?: throw Invalid(description: "\(name) is '\(text)': it takes 1 or 0")
        }
    }

    private static func list(_ name: String, _ environment: [String: String]) -> [String]? {
        guard let text = environment[name] else { return nil }
        let words = text.split { $0 == "," || $0 == " " }.map(String.init)
        return words.isEmpty ? nil : words
    }
}
