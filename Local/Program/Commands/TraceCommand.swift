import AWS
import AWSTracking
import ArgumentParser
import Foundation
import LambdaRuntime
import Local
import Mail
import MailLogSettings
import Tracking

/// `postroom trace`: the life of a mail, from the mail log.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show the life of a mail: received, stored or forwarded, sent, delivered or bounced, with times.",
        discussion: """
            Looks for an address (all mails to it and from it), a Message-ID, with or without its brackets, or an id of SES. Mail that was forwarded \
            is followed, and mail that a forwarded one came from too.

            Reads the mail log of a deployment on AWS, with your own credentials, where --log-group or POSTROOM_MAIL_LOG_GROUP names it; otherwise \
            that of a local Postroom. Where addresses are hashed, POSTROOM_MAIL_LOG=hashed and POSTROOM_MAIL_LOG_KEY are as for the functions.

            Exit code: 0 done, 1 nothing is found, 2 the log cannot be read, 64 an argument makes no sense.
            """)

    @Argument(help: "An address, a Message-ID or an id of SES.")
    var query: String

    @Option(help: ArgumentHelp("The log group on AWS. POSTROOM_MAIL_LOG_GROUP if it is not given, and --data neither.", valueName: "name"))
    var logGroup: String?

    @Option(help: ArgumentHelp("The data directory of a local Postroom. (default: .postroom)", valueName: "directory"))
    var data: String?

    @Option(help: ArgumentHelp("How far to look back: 30m, 12h or 7d.", valueName: "time"))
    var since = "7d"

    @Flag(help: "Write JSON, an entry a line.")
    var json = false

    func validate() throws {
        guard !query.isEmpty else { throw ValidationError("give an address, a Message-ID or an id of SES") }
        guard minutes != nil else { throw ValidationError("--since is '\(since)': write 30m, 12h or 7d, at most 3650d") }
        guard logGroup == nil || data == nil else { throw ValidationError("give --log-group or --data, not both") }
    }

    private var minutes: Int? {
        let units: [Character: Int] = ["m": 1, "h": 60, "d": 24 * 60]
        guard let unit = since.last.flatMap({ units[$0] }), let count = Int(since.dropLast()), count > 0, count <= 3650 * 24 * 60 / unit
        else { return nil }
        return count * unit
    }

    func run() async throws {
        let found: [MailLogEntry]
        do {
            let settings = FunctionSettings()
            let query = MailTrace.Query(query, addresses: try MailLogSettings.addresses(settings))
            found = try await MailTrace(try source(settings)).lines(query, since: SystemClock().now().adding(minutes: -(minutes ?? 0)))
        } catch {
            Terminal.error("postroom trace: \(error)")
            throw ExitCode(2)
        }
        guard !found.isEmpty else {
            Terminal.error("postroom trace: the mail log of the last \(since) has nothing of '\(PrintableText.line(query))'")
            throw ExitCode(1)
        }
        for entry in found { try Terminal.result(json ? entry.json : text(entry)) }
    }

    private func text(_ entry: MailLogEntry) -> String {
        let name = PrintableText.line(entry.function, limit: 40)
        return "\(entry.time.rfc3339) \(name.padding(toLength: max(14, name.count), withPad: " ", startingAt: 0)) \(entry.line)"
    }

    private struct NoLog: Error, CustomStringConvertible {
        let description: String
    }

    private func source(_ settings: FunctionSettings) throws -> any MailLogSource {
        if data == nil, let group = logGroup ?? settings.optional(MailLogSettings.groupName) {
            return CloudWatchMailLogSource(CloudWatchLogs(try AWSClient(environment: FunctionSettings.environment)), group: group)
        }
        let directory = data ?? settings.optional("POSTROOM_DATA") ?? ".postroom"
        let file = MailLogFile(directory: directory)
        guard file.exists else {
            throw NoLog(
                description:
                    "there is no mail log in \(PrintableText.line(directory)). Name the data directory with --data, or a log group with --log-group."
            )
        }
        return file
    }
}
