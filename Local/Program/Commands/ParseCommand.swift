import ArgumentParser
import Foundation
import Local
import MIME
import Mail

/// `postroom parse`: what a mail is, for eyes or as JSON.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Show what a mail is: decoded headers, tree of parts, defects.",
        discussion:
            "Any bytes can be parsed; what departs from the standards is listed as a defect. Exit code 1 when a file cannot be read.")

    @Flag(help: "Print one JSON object a line, one for each file.")
    var json = false

    @Argument(help: ArgumentHelp("Raw mails; '-' is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        var failed = false
        for (index, file) in files.enumerated() {
            do {
                let message = Message(try MailFile.read(file))
                try Terminal.result(json ? try Self.json(message, file) : outline(message, file, isFirst: index == 0))
            } catch let error as MailFile.Unreadable {
                Terminal.error("postroom parse: \(error)")
                failed = true
            }
        }
        if failed { throw ExitCode(1) }
    }

    private static func json(_ message: Message, _ file: String) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(MessageReport(message, file: file)), as: UTF8.self)
    }

    private func outline(_ message: Message, _ file: String, isFirst: Bool) -> String {
        let title = files.count > 1 ? "\(isFirst ? "" : "\n")== \(PrintableText.line(file))\n" : ""
        return title + MessageOutline.text(message)
    }
}
