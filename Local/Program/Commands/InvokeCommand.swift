import ArgumentParser
import Foundation
import LambdaEvents
import Local
import Logging

/// `postroom invoke`: a function's handler on a recorded event.
struct InvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Run a function's handler on a recorded event, in process.",
        discussion: """
            Prints the result on standard output, logs and the duration on standard error. Without --data everything is kept in memory and \
            mailboxes are made on the fly; with it, only mailboxes of that directory take mail.

            Exit code: 0 done, 1 the handler failed (Lambda would try again), 2 the event or the mail cannot be read, 3 a recipient was refused (recipients of other domains, 'notMine', are not).
            """)

    /// The functions that can be invoked.
    enum Function: String, ExpressibleByArgument, CaseIterable {
        case sesInbound = "SESInbound"
    }

    @Argument(help: "The function: SESInbound.")
    var function: Function

    @Argument(help: ArgumentHelp("The event, as JSON.", valueName: "event.json"))
    var event: String

    @Option(help: ArgumentHelp("The raw mail that the event is about; '-' is standard input.", valueName: "file"))
    var raw: String?

    @Option(help: ArgumentHelp("A data directory of 'postroom dev', which must not be running.", valueName: "directory"))
    var data: String?

    @Option(help: ArgumentHelp("A domain that is ours; repeat it for several. (default: all)", valueName: "domain"))
    var domain: [String] = []

    @Option(help: "Least level of the logs.")
    var logLevel: Logger.Level = .info

    func run() async throws {
        let invocation: SESInboundInvocation
        do {
            let json = try MailFile.read(event)
            let rawMail: [UInt8]? = if let raw { try MailFile.read(raw) } else { nil }
            invocation = SESInboundInvocation(event: try SESEvent(json: json), rawMail: rawMail, data: data, domains: domain)
        } catch {
            throw failure(2, "\(error is EventError ? "\(event): " : "")\(error)")
        }
        var logger = Logger(label: function.rawValue) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        let outcome: SESInboundInvocation.Outcome
        do {
            outcome = try await invocation.run(logger: logger)
        } catch let error as SESInboundInvocation.Invalid {
            throw failure(2, error.description)
        } catch let error as DataDirectory.Unusable {
            throw failure(2, error.description)
        } catch {
            throw failure(1, "\(function.rawValue) failed: \(error)")
        }
        try Terminal.result(outcome.json)
        let milliseconds = Double(outcome.duration.components.attoseconds) / 1e15 + Double(outcome.duration.components.seconds) * 1000
        Terminal.error("duration: \((milliseconds * 100).rounded() / 100) ms")
        if !outcome.isComplete { throw ExitCode(3) }
    }

    private func failure(_ code: Int32, _ text: String) -> ExitCode {
        Terminal.error("postroom invoke: \(text)")
        return ExitCode(code)
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
