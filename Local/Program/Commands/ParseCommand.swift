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
            let bytes: [UInt8]
            do {
                bytes = try MailFile.read(file)
            } catch {
                FileHandle.standardError.write(Data("postroom parse: \(error)\n".utf8))
                failed = true
                continue
            }
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                FileHandle.standardOutput.write(try encoder.encode(MessageReport(Message(bytes), file: file)) + Data("\n".utf8))
            } else {
                if files.count > 1 { print("\(index > 0 ? "\n" : "")== \(PrintableText.line(file))") }
                print(MessageOutline.text(Message(bytes)))
            }
        }
        if failed { throw ExitCode(1) }
    }
}
