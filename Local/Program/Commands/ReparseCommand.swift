import ArgumentParser
import Extraction
import Foundation
import Local
import Mail

/// `postroom reparse`: reads stored mail again with today's parser.
struct ReparseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reparse",
        abstract: "Read all stored mail again with this version's parser.",
        discussion: "The raw mails are not touched. Stop 'postroom dev' of the same directory before.")

    @Option(help: "The data directory.")
    var data = ProcessInfo.processInfo.environment["POSTROOM_DATA"] ?? ".postroom"

    func run() async throws {
        do {
            let directory = try await DataDirectory(path: data, isNew: false)
            let report = try await Reparse(store: directory.store, rawMail: directory.rawMail, extract: SummaryExtract.reader).run()
            let seen = report.seen == 1 ? "1 message" : "\(report.seen) messages"
            try Terminal.result("\(seen) read again, \(report.changed) changed, \(report.missing) without raw mail")
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.error("postroom reparse: \(error)")
            throw ExitCode(1)
        }
    }
}
