import AWS
import AWSForwarding
import ArgumentParser
import Foundation
import Local

/// `postroom redrive`: gives back what was given up.
struct RedriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive",
        abstract: "Give back mail that could not be forwarded, once what kept it is mended.",
        discussion: """
            Moves messages from the queue of what was given up to the one that the function reads. What was sent before is not sent again: the \
            ledger knows it.

            Exit code: 0 moved, or there was nothing, 1 a queue cannot be read or written, 64 an argument makes no sense.
            """)

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("The queue of what was given up. POSTROOM_FAILED_QUEUE if it is not given.", valueName: "url"))
    var source = ProcessInfo.processInfo.environment["POSTROOM_FAILED_QUEUE"] ?? ""

    @Option(name: .customLong("to"), help: ArgumentHelp("The queue of the function. POSTROOM_QUEUE if it is not given.", valueName: "url"))
    var destination = ProcessInfo.processInfo.environment["POSTROOM_QUEUE"] ?? ""

    @Option(help: ArgumentHelp("Move so many at the most.", valueName: "number"))
    var limit: Int?

    func validate() throws {
        guard !source.isEmpty else {
            throw ValidationError("give --from URL or set POSTROOM_FAILED_QUEUE: 'terraform output' and the stack's outputs have it")
        }
        guard !destination.isEmpty else {
            throw ValidationError("give --to URL or set POSTROOM_QUEUE: 'terraform output' and the stack's outputs have it")
        }
        guard source != destination else { throw ValidationError("--from and --to are the same queue") }
        guard limit ?? 1 > 0 else { throw ValidationError("--limit is \(limit ?? 0): it has to be 1 or more") }
    }

    func run() async throws {
        do {
            let sqs = SQS(try AWSClient(environment: ProcessInfo.processInfo.environment))
            let report = try await Redrive(sqs, from: source, to: destination).run(limit: limit ?? .max)
            try Terminal.result(report.moved == 0 ? "there is nothing to give back" : "\(report.moved) given back")
            if report.notDeleted > 0 { Terminal.error("postroom redrive: \(report.notDeleted) of them come once more, which does no harm") }
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.error("postroom redrive: \(error)")
            throw ExitCode(1)
        }
    }
}
