import ArgumentParser
import Forwarding
import Local
import Mail

/// `postroom aliases`: the file of aliases, for people and scripts.
struct AliasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aliases",
        abstract: "List and change the addresses whose mail is forwarded.",
        discussion: """
            Aliases are in a JSON file: { "hello@example.com": "jane@example.org", "@example.com": ["a@example.org", "b@example.org"] }. The second \
            is the catch-all of its domain. The whole file is checked before it is used, and a change is written whole or not at all.

            Exit code: 0 done, 1 an alias or a file is not there or cannot be written, 64 an argument makes no sense, 65 the aliases have \
            problems, and nothing was changed.
            """,
        subcommands: [
            List.self, Add.self, Remove.self, Disable.self, Enable.self, Check.self, Import.self, WriteTo.self, EnableTarget.self,
        ])

    /// Which file.
    struct File: ParsableArguments {
        @Option(name: .customLong("aliases"), help: ArgumentHelp("The file of aliases.", valueName: "file"))
        var path = "aliases.json"

        var onDisk: AliasFileOnDisk { AliasFileOnDisk(path: path) }
    }

    /// An argument makes no sense.
    struct Misused: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        let description: String
    }

    /// What was asked for is not there.
    struct Missing: Error, CustomStringConvertible {
        /// What, and what to do.
        let description: String
    }

    /// Runs a command, and says on standard error what goes wrong with it.
    /// - Throws: the exit code.
    static func run(_ name: String, _ file: File, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let code as ExitCode {
            throw code
        } catch let error as AliasProblems {
            say(name, error.problems, of: file.path)
            throw ExitCode(65)
        } catch let error as MailFile.Unreadable {
            Terminal.error("postroom aliases \(name): \(error). Name another file, or make this one with 'postroom aliases add'.")
            throw ExitCode(1)
        } catch {
            Terminal.error("postroom aliases \(name): \(error)")
            throw ExitCode(error is Misused ? 64 : 1)
        }
    }

    /// One line for each problem.
    static func say(_ name: String, _ problems: [AliasProblem], of path: String) {
        for problem in problems { Terminal.error("postroom aliases \(name): \(PrintableText.line(path)): \(problem)") }
    }

    /// The key of an alias that an argument names.
    /// - Throws: ``Misused``.
    static func key(_ name: String) throws(Misused) -> AliasKey {
        do {
            return try AliasFile.key(name)
        } catch {
            let name = PrintableText.line(name)
            throw Misused(description: "'\(name)' is no address: \(error). Write name@domain, or @domain for the catch-all of a domain.")
        }
    }

    /// - Throws: ``Missing``.
    static func missing(_ name: String, _ file: File) -> Missing {
        let path = PrintableText.line(file.path)
        return Missing(description: "\(path): there is no alias '\(PrintableText.line(name))'. 'postroom aliases list' prints all.")
    }

    /// An alias on a line.
    static func line(_ name: String, _ alias: Alias) -> String {
        "\(name) → \(alias.targets.map(\.description).joined(separator: ", "))\(alias.isEnabled ? "" : "  (disabled)")"
    }
}
