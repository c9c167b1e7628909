import ArgumentParser
import Local
import Mail

/// `postroom dmarc`: what aggregate reports say, by source.
struct DMARCCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dmarc",
        abstract: "Sum up DMARC aggregate reports: who sends mail as a domain, and what passes.",
        discussion: """
            A file is XML, gzip, a zip, or the mail that the report came with, whatever its name. A report that is given twice counts once.

            Exit code: 0 all was read, 1 something could not be read; the rest is summed up all the same.
            """)

    @Flag(help: "Write JSON.")
    var json = false

    @Argument(help: ArgumentHelp("Reports; '-' is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        var summary = DMARCSummary()
        var problems: [DMARCSummaryJSON.Problem] = []
        for file in files {
            let name = file == "-" ? "standard input" : file
            do {
                let read = DMARCFile(try MailFile.read(file, limit: DMARCLimits.standard.fileBytes))
                for (place, report) in read.reports { summary.add(report, file: name, place: place) }
                for problem in read.problems {
                    Terminal.error("postroom dmarc: \(PrintableText.line(name)): \(problem)")
                    problems.append(DMARCSummaryJSON.Problem(problem, file: name))
                }
            } catch {
                Terminal.error("postroom dmarc: \(PrintableText.line(name)): \(error.reason)")
                problems.append(DMARCSummaryJSON.Problem(error.reason, file: name))
            }
        }
        if json {
            try Terminal.result(try DMARCSummaryJSON(summary, problems: problems).text())
        } else if !summary.reports.isEmpty {
            try Terminal.result(DMARCSummaryText.text(summary))
        }
        if !problems.isEmpty { throw ExitCode(1) }
    }
}
