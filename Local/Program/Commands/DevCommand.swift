import ArgumentParser
import Foundation
import Local

/// `postroom dev`: the whole Postroom on this machine.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Run Postroom on this machine: SMTP in, mailboxes over HTTP.",
        discussion: """
            Every option can be given as an environment variable too: POSTROOM_HOST, POSTROOM_SMTP_PORT, POSTROOM_HTTP_PORT, POSTROOM_DATA, \
            POSTROOM_DOMAIN (several with commas), POSTROOM_CATCH_ALL=1, POSTROOM_STRICT=1, POSTROOM_ALLOWED_HOSTS, POSTROOM_CLOCK=1, \
            POSTROOM_ADMIN_TOKEN, POSTROOM_LOG_LEVEL. Options win over variables.
            """)

    @Option(help: "Numeric address to listen on. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "Port for SMTP; 0 picks a free one. (default: 1025)")
    var smtpPort: UInt16?

    @Option(help: "Port for HTTP; 0 picks a free one. (default: 8025)")
    var httpPort: UInt16?

    @Option(help: "Directory for mailboxes and mails. (default: .postroom)")
    var data: String?

    @Option(help: ArgumentHelp("A domain that is ours; repeat it for several. (default: postroom.test)", valueName: "domain"))
    var domain: [String] = []

    @Flag(inversion: .prefixedNo, help: "Take mail for any address of any domain; its mailbox is made on the fly. (default: no)")
    var catchAll: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: "Answer 550 for unknown and 452 for full mailboxes, instead of 250 and a 'discarded' line. (default: no)")
    var strict: Bool?

    @Option(help: ArgumentHelp("A name besides localhost under which HTTP answers; repeat it for several.", valueName: "name"))
    var allowedHost: [String] = []

    @Flag(inversion: .prefixedNo, help: "Let the clock be moved, for tests of what happens later: POST /api/v1/clock. (default: no)")
    var clock: Bool?

    @Option(
        help: "Least level of diagnostic lines on standard error: trace, debug, info, notice, warning, error, critical. (default: warning)")
    var logLevel: String?

    func run() async throws {
        let stop = StopSignal()
        do {
            var options = try DevOptions(environment: ProcessInfo.processInfo.environment)
            options.host = host ?? options.host
            options.smtpPort = smtpPort ?? options.smtpPort
            options.httpPort = httpPort ?? options.httpPort
            options.data = data ?? options.data
            if !domain.isEmpty { options.domains = domain }
            // A flag that is given also overrides the variable of the one that it excludes.
            options.isCatchAll = catchAll ?? (strict == true ? false : options.isCatchAll)
            options.isStrict = strict ?? (catchAll == true ? false : options.isStrict)
            if !allowedHost.isEmpty { options.allowedHosts = allowedHost }
            options.hasClock = clock ?? options.hasClock
            options.logLevel = logLevel ?? options.logLevel
            try await DevServer(options) { Terminal.line($0) }.run { await stop.wait() }
        } catch {
            Terminal.error("postroom dev: \(error)")
            throw ExitCode(1)
        }
    }
}
