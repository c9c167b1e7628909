import ArgumentParser
import Forwarding
import Local
import Mail

extension AliasesCommand {
    /// `postroom aliases add`
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add an alias, or targets to one.", discussion: "Makes the file where there is none.")

        @OptionGroup
        var file: File

        @Argument(help: "The address, or @domain for all of a domain that has no alias of its own.")
        var address: String

        @Argument(help: ArgumentHelp("Where its mail goes.", valueName: "target"))
        var targets: [String]

        func run() throws {
            try AliasesCommand.run("add", file) {
                let key = try AliasesCommand.key(address)
                let added = try targets.map(target)
                let alias = try file.onDisk.change(isNew: true) { aliases in
                    var alias = aliases[key] ?? Alias(targets: added)
                    for target in added { alias?.add(target) }
                    guard let alias else { throw Misused(description: "'\(address)' needs a target. Name where its mail goes.") }
                    try aliases.save(alias, as: address)
                    return alias
                }
                try Terminal.result(AliasesCommand.line(address, alias))
            }
        }

        private func target(_ text: String) throws -> EmailAddress {
            do {
                return try EmailAddress(text)
            } catch {
                let text = PrintableText.line(text)
                throw Misused(description: "the target '\(text)' is no address: \(error). Write it as name@domain.")
            }
        }
    }

    /// `postroom aliases remove`
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove an alias.")

        @OptionGroup
        var file: File

        @Argument(help: "The address, or @domain.")
        var address: String

        func run() throws {
            try AliasesCommand.run("remove", file) {
                let key = try AliasesCommand.key(address)
                try file.onDisk.change { aliases in
                    guard aliases.remove(key) != nil else { throw AliasesCommand.missing(address, file) }
                }
                try Terminal.result("\(address) is removed")
            }
        }
    }

    /// `postroom aliases disable`
    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Let an alias take no mail.", discussion: "'postroom aliases enable' lets it take mail again."
        )

        @OptionGroup
        var file: File

        @Argument(help: "The address, or @domain.")
        var address: String

        func run() throws { try AliasesCommand.run("disable", file) { try AliasesCommand.set(false, address, file) } }
    }

    /// `postroom aliases enable`
    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "enable", abstract: "Let a disabled alias take mail again.")

        @OptionGroup
        var file: File

        @Argument(help: "The address, or @domain.")
        var address: String

        func run() throws { try AliasesCommand.run("enable", file) { try AliasesCommand.set(true, address, file) } }
    }

    private static func set(_ isEnabled: Bool, _ address: String, _ file: File) throws {
        let key = try key(address)
        let alias = try file.onDisk.change { aliases in
            guard var alias = aliases[key] else { throw missing(address, file) }
            alias.isEnabled = isEnabled
            try aliases.save(alias, as: address)
            return alias
        }
        try Terminal.result(line(address, alias))
    }
}
