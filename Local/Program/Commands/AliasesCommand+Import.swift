import ArgumentParser
import Forwarding
import Local
import Mail

extension AliasesCommand {
    /// `postroom aliases import`
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Take over the aliases of another program.",
            discussion: """
                Formats: 'ses-forwarder' is the configuration of arithmetic/aws-lambda-ses-forwarder, an object with "forwardMapping"; 'ssm' is a \
                map of addresses to lists of targets, or what 'aws ssm get-parameters-by-path --recursive --path /postroom/aliases' prints.

                An alias that is there already stays as it is, unless --replace says otherwise. What cannot be taken over, and what will be \
                different, is said on standard error.
                """)

        @OptionGroup
        var file: File

        @Argument(help: "ses-forwarder or ssm.")
        var format: String

        @Argument(help: ArgumentHelp("The file, as JSON; '-' is standard input.", valueName: "file"))
        var source: String

        @Option(help: ArgumentHelp("A domain of aliases, for names without one; repeat it for several.", valueName: "domain"))
        var domain: [String] = []

        @Flag(help: "Replace aliases that are there already.")
        var replace = false

        func run() throws {
            try AliasesCommand.run("import", file) {
                let found = try read()
                AliasesCommand.say("import", found.warnings, of: source)
                var counts = (added: 0, replaced: 0, kept: 0)
                try file.onDisk.change(isNew: true) { aliases in
                    for entry in found.file.entries {
                        if let there = aliases[entry.key] {
                            guard there != entry.alias else { continue }
                            guard replace else {
                                counts.kept += 1
                                let line = AliasesCommand.line(entry.name, entry.alias)
                                Terminal.error("postroom aliases import: left as it is, since it is there: \(line). --replace replaces it.")
                                continue
                            }
                            counts.replaced += 1
                        } else {
                            counts.added += 1
                        }
                        try aliases.save(entry.alias, as: entry.name)
                    }
                }
                let kinds = found.warnings.count == 1 ? "1 warning" : "\(found.warnings.count) warnings"
                try Terminal.result("\(counts.added) added, \(counts.replaced) replaced, \(counts.kept) left as they were, \(kinds)")
            }
        }

        private func read() throws -> AliasImport {
            guard let known = AliasImport.Format(rawValue: format) else {
                let all = AliasImport.Format.allCases.map { "'\($0.rawValue)'" }.joined(separator: " and ")
                throw Misused(description: "'\(PrintableText.line(format))' is no format. There are \(all).")
            }
            for domain in domain { _ = try AliasesCommand.key("@\(domain)") }
            do {
                return try AliasImport(MailFile.read(source), format: known, domains: domain)
            } catch let error as AliasProblems {
                AliasesCommand.say("import", error.problems, of: source)
                throw ExitCode(65)
            } catch let error as MailFile.Unreadable {
                Terminal.error("postroom aliases import: \(error)")
                throw ExitCode(1)
            }
        }
    }
}
