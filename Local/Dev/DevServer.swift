import Crypto
import Extraction
import Foundation
import Logging
import Mail
import MailboxAPI
import SESInbound

/// The whole Postroom on one machine: SMTP in, the handlers of the Lambdas, embedded storage, HTTP out.
public struct DevServer: Sendable {
    private let options: DevOptions
    private let show: @Sendable (String) -> Void

    /// Creates the server; nothing is opened before ``run(until:)``.
    /// - Parameter show: shows a line to the person at the terminal.
    public init(_ options: DevOptions, show: @escaping @Sendable (String) -> Void) throws(DevOptions.Invalid) {
        self.options = try options.checked()
        self.show = show
    }

    /// Where a server listens.
    public struct Addresses: Sendable {
        /// The host to connect to.
        public var host: String
        /// Of SMTP.
        public var smtpPort: Int
        /// Of HTTP, with scheme and port.
        public var url: String
        /// Opens every mailbox.
        public var adminToken: String
    }

    /// Opens everything, says so, serves until `stop` returns, and closes everything.
    /// - Parameter onStart: hears where it listens, once it does.
    public func run(
        onStart: @Sendable (Addresses) -> Void = { _ in }, until stop: @escaping @Sendable () async -> Void
    ) async throws {
        var logger = Logger(label: "postroom") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: options.logLevel) ?? .warning
        OpenFiles.raiseLimit()
        let directory = try await DataDirectory(path: options.data)
        let virtualClock = options.hasClock ? VirtualClock() : nil
        let clock: any WallClock = virtualClock ?? SystemClock()
        let random = SystemRandom()
        let watch = LocalWatch(LocalEvents())
        let policy = DeliveryPolicy(
            domains: options.isCatchAll ? .any : .only(Set(options.domains)),
            unknownMailbox: options.isCatchAll ? .create(plan: Plan.local.name, owner: Account.local.name) : .refuse)
        let delivery = Delivery(
            store: directory.store, rawMail: directory.rawMail, publisher: watch, clock: clock, random: random, policy: policy,
            extract: SummaryExtract.reader)
        let mailLog = MailLogFile(directory: options.data)
        try mailLog.rotate()
        let reception = MailReception(
            policy: .init(domains: options.domains, isCatchAll: options.isCatchAll, isStrict: options.isStrict), store: directory.store,
            rawMail: directory.rawMail, delivery: delivery, handler: SESInboundHandler(delivery: delivery, clock: clock, mailLog: mailLog),
            clock: clock, logger: logger, show: show)
        let adminToken = try options.adminToken ?? SecureRandom.bytes(24).hexadecimal
        let service = MailboxService(
            store: directory.store, rawMail: directory.rawMail, clock: clock, random: random, watch: watch, domains: options.domains)
        var apiOptions = MailboxAPI.Options(longestWait: .seconds(120), maximumMessageBytes: SMTPLimits().messageBytes)
        apiOptions.crossOrigin = try CrossOrigin(options.corsOrigins)
        apiOptions.hasMetrics = true
        apiOptions.clock = virtualClock
        let api = MailboxAPI(
            service: service, accounts: directory.store,
            credentials: Credentials(adminToken: adminToken, accounts: directory.store, clock: clock), options: apiOptions, logger: logger)

        let smtp = try await SMTPServer(host: options.host, port: options.smtpPort, reception: reception)
        let hosts = AllowedHosts(additional: options.allowedHosts + [Self.inURL(options.host)])
        let http = try await HTTPServer(
            host: options.host, port: options.httpPort, frontDoor: HTTPFrontDoor(api: api, hosts: hosts, origins: apiOptions.crossOrigin))
        let addresses = Addresses(
            host: reachable, smtpPort: smtp.port, url: "http://\(Self.inURL(reachable)):\(http.port)", adminToken: adminToken)
        show(banner(addresses))
        onStart(addresses)
        try await serve(smtp, http, until: stop)
        // The directory's lock is held up to here.
        withExtendedLifetime(directory) {}
        show("Stopped.")
    }

    private func serve(_ smtp: SMTPServer, _ http: HTTPServer, until stop: @escaping @Sendable () async -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await smtp.run() }
            group.addTask { try await http.run() }
            group.addTask { await stop() }
            // The first one to end is the signal to stop, or a server that failed.
            defer { group.cancelAll() }
            try await group.next()
            await http.untilIdle(seconds: 2)
        }
    }

    /// An address as a URL has it.
    private static func inURL(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// Every address of this machine is no address to connect to.
    private var reachable: String { ["0.0.0.0": "127.0.0.1", "::": "::1"][options.host] ?? options.host }

    private func banner(_ addresses: Addresses) -> String {
        let (base, adminToken, smtpPort) = (addresses.url, addresses.adminToken, addresses.smtpPort)
        let host = Self.inURL(reachable)
        let taken = options.isCatchAll ? "any address" : "mailboxes of \(options.domains.joined(separator: ", "))"
        let clock = options.hasClock ? "\n  Clock        can be moved at /api/v1/clock" : ""
        return """
            Postroom is running; Ctrl-C stops it.
              SMTP         \(host):\(smtpPort)   takes mail for \(taken)
              HTTP         \(base)
              Data         \(options.data)
              Admin token  \(options.adminToken == nil ? adminToken : "the one in POSTROOM_ADMIN_TOKEN")   opens every mailbox\(clock)

            Try it in another shell: make a mailbox, send it a mail, read it.
              ADDR=$(curl -s -X POST '\(base)/api/v1/mailboxes?ttl_minutes=60' | sed 's/.*"address":"\\([^"]*\\)".*/\\1/'); echo $ADDR
              python3 -c 'import smtplib, sys; smtplib.SMTP("\(reachable)", \(smtpPort)).sendmail("me@example.com", sys.argv[1], "From: me@example.com\\r\\nSubject: Hello\\r\\n\\r\\nThe first mail.\\r\\n")' $ADDR
              curl -s '\(base)/api/v1/mailboxes/'$ADDR/messages -H 'Authorization: Bearer \(tokenText(adminToken))'
            """
    }

    /// A token that the person knows already is not shown again.
    private func tokenText(_ adminToken: String) -> String { options.adminToken == nil ? adminToken : "'$POSTROOM_ADMIN_TOKEN'" }
}
