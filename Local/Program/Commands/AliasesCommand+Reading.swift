import ArgumentParser
import Forwarding
import Local
import Mail

extension AliasesCommand {
    /// `postroom aliases list`
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print all aliases, by domain and address.",
            discussion: "With --json the whole file, with all settings, one alias a line.")

        @OptionGroup
        var file: File

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            try AliasesCommand.run("list", file) {
                let aliases = try file.onDisk.read()
                if json { return try Terminal.result(String(aliases.json.dropLast())) }
                for entry in aliases.entries { try Terminal.result(AliasesCommand.line(entry.name, entry.alias)) }
            }
        }
    }

    /// `postroom aliases check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Say all that is wrong with the aliases.",
            discussion: "Each problem is a line on standard error, with the line of the file; the exit code is 65 then.")

        @OptionGroup
        var file: File

        func run() throws {
            try AliasesCommand.run("check", file) {
                let aliases = try file.onDisk.read()
                let (count, domains) = (aliases.entries.count, aliases.domains.count)
                let what = "\(count) \(count == 1 ? "alias" : "aliases") of \(domains) \(domains == 1 ? "domain" : "domains")"
                try Terminal.result("\(PrintableText.line(file.path)): \(what), no problems")
            }
        }
    }
}
