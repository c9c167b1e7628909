import ArgumentParser
import Foundation
import LambdaEvents
import Local
import Logging
import Mail

/// `postroom invoke`: a function on a recorded event.
struct InvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Run a function on a recorded event, in process or as Lambda would.",
        discussion: """
            Prints the answer on standard output; logs, the times and what went wrong on standard error.

            In process, SESInbound keeps everything in memory without --data and makes mailboxes on the fly; with it, only mailboxes of that \
            directory take mail.

            Functions that send write each mail to a file of --outbox, as SES would get it: AliasForward takes --raw and --aliases, WelcomeEmail \
            and AlarmEmail take their settings from the same environment variables as on Lambda.

            With --bootstrap the function's own program runs as a process, with the environment of Lambda and a Runtime API on this machine. \
            It is looked for beside this program (FUNCTIONBootstrap) and in dist/FUNCTION/bootstrap. --timeout, --memory and the 6 MB of an \
            answer are enforced. Your environment variables are passed on, such as AWS_ENDPOINT_URL.

            With --repeat the times of the warm invocations are printed: those that did not fail and were not the first of their process. \
            Metric lines are left out then, unless POSTROOM_METRICS=on.

            Exit code: 0 done, 1 an invocation failed (Lambda would try again), 2 the event, the mail or an option cannot be used, 3 SESInbound \
            refused a recipient (recipients of other domains, 'notMine', are not), 128 and the signal's number when a signal stopped it.
            """)

    @Argument(help: "The function: Echo, SESInbound, AliasForward, WelcomeEmail, AlarmEmail; with --bootstrap any that was built.")
    var function: String

    @Argument(help: ArgumentHelp("The event, as JSON.", valueName: "event.json"))
    var event: String

    @Option(name: .customLong("repeat"), help: ArgumentHelp("How often to run it, one after the other.", valueName: "count"))
    var count = 1

    @OptionGroup(title: "In process")
    var handler: HandlerOptions

    @OptionGroup(title: "As Lambda would")
    var bootstrap: BootstrapOptions

    /// What the options ask for cannot be done.
    struct Unusable: Error, CustomStringConvertible {
        /// Why, and what to do.
        let description: String
    }

    func run() async throws {
        let report: InvocationReport
        do {
            guard count >= 1 else { throw Unusable(description: "--repeat \(count): it takes a number from 1") }
            report = try await bootstrap.isAsked ? runBootstrap() : runInProcess()
        } catch let error as ExitCode {
            throw error
        } catch let error as EventError {
            throw failure(2, "\(event): \(error)")
        } catch {
            throw failure(2, "\(error)")
        }
        if !report.payload.isEmpty { try Terminal.result(json: report.payload) }
        if let failure = report.failure { Terminal.error("postroom invoke: \(function) failed: \(failure.line)") }
        Terminal.error(report.timesLine(memory: bootstrap.isAsked ? bootstrap.megabytes : nil))
        if count > 1 { Terminal.error(report.countsLine) }
        if report.failed > 0 { throw ExitCode(1) }
        if function == Function.sesInbound.rawValue, SESInboundInvocation.hasRefusals(report.payload) { throw ExitCode(3) }
    }

    private func runInProcess() async throws -> InvocationReport {
        try bootstrap.refuse()
        guard let known = Function(rawValue: function) else {
            let names = Function.allCases.map(\.rawValue).joined(separator: " and ")
            throw Unusable(description: "'\(function)' is not in this program, which has \(names): add --bootstrap to run a function's own")
        }
        let json = try MailFile.read(event)
        var logger = Logger(label: function) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = handler.logLevel ?? .info
        let outbox = Outbox(handler.outbox ?? "outbox")
        let function = try await known.inProcess(event: json, handler, outbox)
        let report = await InProcessInvocation(function, event: json, count: count).run(logger: logger)
        if known.sends { Self.tell(outbox) }
        return report
    }

    private static func tell(_ outbox: Outbox) {
        let files = outbox.files
        if files.isEmpty { Terminal.error("no mail would be sent") }
        for file in files { Terminal.error("written to \(PrintableText.line(file))") }
    }

    private func runBootstrap() async throws -> InvocationReport {
        try handler.refuse()
        let json = try MailFile.read(event)
        guard (try? JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)) != nil else {
            throw Unusable(description: "\(event): it is not JSON")
        }
        guard json.count <= PayloadLimit.event else {
            throw Unusable(description: "\(event): it has \(json.count) bytes, and Lambda takes events of at most \(PayloadLimit.event)")
        }
        let settings = try quieted(bootstrap.settings(function))
        Terminal.error("bootstrap: \(settings.path)")
        let stop = StopSignal(signals: [SIGINT, SIGTERM, SIGHUP], isForcedByTheSecond: false)
        // A stop signal ends the bootstrap too, and only then this program.
        return try await withThrowingTaskGroup(of: InvocationReport?.self) { group in
            group.addTask {
                try await BootstrapInvocation(settings, event: json, count: count) { Terminal.error("postroom invoke: \($0)") }.run()
            }
            group.addTask {
                guard let signal = await stop.wait() else { return nil }
                throw ExitCode(128 + signal)
            }
            defer { group.cancelAll() }
            guard let report = try await group.next(), let report else { throw CancellationError() }
            return report
        }
    }

    /// A metric line for each of thousands of runs would bury what the function says.
    private func quieted(_ settings: BootstrapSettings) -> BootstrapSettings {
        guard count > 1, settings.inherited["POSTROOM_METRICS"] == nil else { return settings }
        var settings = settings
        settings.inherited["POSTROOM_METRICS"] = "off"
        return settings
    }

    private func failure(_ code: Int32, _ text: String) -> ExitCode {
        Terminal.error("postroom invoke: \(text)")
        return ExitCode(code)
    }
}
