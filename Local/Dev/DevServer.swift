import Crypto
import FlyingFox
import FlyingSocks
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

    /// Opens everything, says so, serves until `stop` returns, and closes everything.
    public func run(until stop: @escaping @Sendable () async -> Void) async throws {
        var logger = Logger(label: "postroom") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: options.logLevel) ?? .warning
        let directory = try await DataDirectory(path: options.data)
        let clock = SystemClock()
        let random = SystemRandom()
        let events = LocalEvents()
        let policy = DeliveryPolicy(
            domains: options.isCatchAll ? .any : .only(Set(options.domains)),
            unknownMailbox: options.isCatchAll ? .create(plan: Plan.local.name, owner: MailboxAPI.adminOwner) : .refuse)
        let delivery = Delivery(
            store: directory.store, rawMail: directory.rawMail, publisher: events, clock: clock, random: random, policy: policy)
        let reception = MailReception(
            policy: .init(domains: options.domains, isCatchAll: options.isCatchAll, isStrict: options.isStrict), store: directory.store,
            rawMail: directory.rawMail, handler: SESInboundHandler(delivery: delivery, clock: clock), clock: clock, logger: logger,
            show: show)
        let adminToken = try options.adminToken ?? SecureRandom.bytes(24).hexadecimal
        let service = MailboxService(
            store: directory.store, rawMail: directory.rawMail, clock: clock, random: random,
            domain: options.domains.first ?? "postroom.test")
        let api = MailboxAPI(service: service, credentials: Credentials(adminToken: adminToken), logger: logger)

        let smtp = try SMTPServer(host: options.host, port: options.smtpPort, reception: reception)
        let http = try httpServer(HTTPFrontDoor(api: api, hosts: AllowedHosts(additional: options.allowedHosts)))
        try await serve(smtp, http, adminToken: adminToken, until: stop)
        // The directory's lock is held up to here.
        withExtendedLifetime(directory) {}
    }

    private func httpServer(_ handler: HTTPFrontDoor) throws -> HTTPServer {
        // Opened once to tell a port in use before anything is said to run; FlyingFox opens it again.
        let probe = try ListeningSocket.open(host: options.host, port: options.httpPort, option: "--http-port")
        let port = try ListeningSocket.port(of: probe)
        try probe.close()
        if options.host.contains(":") {
            return HTTPServer(address: try .inet6(ip6: options.host, port: port), timeout: 60, logger: .disabled, handler: handler)
        }
        return HTTPServer(address: try .inet(ip4: options.host, port: port), timeout: 60, logger: .disabled, handler: handler)
    }

    private func serve(
        _ smtp: SMTPServer, _ http: HTTPServer, adminToken: String, until stop: @escaping @Sendable () async -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await smtp.run() }
            group.addTask { try await http.run() }
            try await http.waitUntilListening()
            let httpPort: UInt16 =
                switch await http.listeningAddress {
                case .ip4(_, let port), .ip6(_, let port): port
                default: 0
                }
            show(banner(smtpPort: smtp.port, httpPort: httpPort, adminToken: adminToken))
            group.addTask { await stop() }
            // The first one to end is the signal to stop, or a server that failed.
            defer { group.cancelAll() }
            try await group.next()
            await http.stop(timeout: 2)
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
        show("Stopped.")
    }

    private func banner(smtpPort: UInt16, httpPort: UInt16, adminToken: String) -> String {
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        let base = "http://\(host):\(httpPort)"
        let taken = options.isCatchAll ? "any address" : "mailboxes of \(options.domains.joined(separator: ", "))"
        return """
            Postroom is running; Ctrl-C stops it.
              SMTP         \(host):\(smtpPort)   takes mail for \(taken)
              HTTP         \(base)
              Data         \(options.data)
              Admin token  \(options.adminToken == nil ? adminToken : "the one in POSTROOM_ADMIN_TOKEN")   opens every mailbox

            Try it in another shell: make a mailbox, send it a mail, read it.
              ADDR=$(curl -s -X POST '\(base)/api/v1/mailboxes?ttl_minutes=60' | sed 's/.*"address":"\\([^"]*\\)".*/\\1/'); echo $ADDR
              python3 -c 'import smtplib, sys; smtplib.SMTP("\(options.host)", \(smtpPort)).sendmail("me@example.com", sys.argv[1], "From: me@example.com\\r\\nSubject: Hello\\r\\n\\r\\nThe first mail.\\r\\n")' $ADDR
              curl -s '\(base)/api/v1/mailboxes/'$ADDR/messages -H 'Authorization: Bearer \(tokenText(adminToken))'
            """
    }

    /// A token that the person knows already is not shown again.
    private func tokenText(_ adminToken: String) -> String { options.adminToken == nil ? adminToken : "'$POSTROOM_ADMIN_TOKEN'" }
}
