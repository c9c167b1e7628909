import AWS
import AWSForwarding
import ArgumentParser
import Forwarding
import Foundation
import Local
import Mail

extension AliasesCommand {
    /// Which deployment on AWS.
    struct Deployment: ParsableArguments {
        @Option(help: "The deployment's DynamoDB table. POSTROOM_TABLE if it is not given.")
        var table = ProcessInfo.processInfo.environment["POSTROOM_TABLE"] ?? "postroom"

        /// With your own credentials.
        func open() throws -> DynamoDB { DynamoDB(try AWSClient(environment: ProcessInfo.processInfo.environment), table: table) }
    }

    /// Runs a command, and says on standard error what goes wrong with it.
    /// - Throws: the exit code.
    static func run(_ name: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.error("postroom aliases \(name): \(error)")
            throw ExitCode(error is Misused ? 64 : 1)
        }
    }

    /// - Throws: ``Misused``.
    static func address(_ text: String) throws(Misused) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw Misused(description: "'\(PrintableText.line(text))' is no address: \(error). Write it as name@domain.")
        }
    }

    /// `postroom aliases write-to`
    struct WriteTo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write-to", abstract: "Print the address under which an alias's owner writes to somebody as the alias.",
            discussion: """
                Write to that address from one of the alias's own addresses: the mail comes from the alias, and your address is in none of its \
                header fields. The deployment's secret is read from its table, or from a file.
                """)

        @OptionGroup
        var deployment: Deployment

        @Option(help: ArgumentHelp("A file with the deployment's secret in hexadecimal, instead of its table.", valueName: "file"))
        var secret: String?

        @Argument(help: "The alias that the mail is to come from.")
        var alias: String

        @Argument(help: "Whom to write to.")
        var correspondent: String

        func run() async throws {
            try await AliasesCommand.run("write-to") {
                let alias = try AliasesCommand.address(alias)
                let correspondent = try AliasesCommand.address(correspondent)
                if let secret {
                    let reply = try ReplyAddress(for: correspondent, of: alias, try ForwardingPreview.key(inFile: secret))
                    guard reply.token == nil else {
                        throw Misused(description: "the two are too long to stand in one address: give --table, which remembers them")
                    }
                    return try Terminal.result("\(reply.address)")
                }
                let table = try deployment.open()
                let key = try await DynamoDBForwardingKey(table).existing()
                try Terminal.result(
                    "\(try await ReplyAddresses(key, tokens: DynamoDBReplyTokens(table)).address(for: correspondent, of: alias))")
            }
        }
    }

    /// `postroom aliases enable-target`
    struct EnableTarget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable-target", abstract: "Send mail to a target again that was left alone because its mail came back.")

        @OptionGroup
        var deployment: Deployment

        @Argument(help: "The target.")
        var target: String

        func run() async throws {
            try await AliasesCommand.run("enable-target") {
                let target = try AliasesCommand.address(target)
                let states = DynamoDBTargetStates(try deployment.open())
                let wasDisabled = try await !states.disabled([target]).isEmpty
                try await states.enable(target)
                try Terminal.result(wasDisabled ? "mail goes to \(target) again" : "\(target) was not left alone: mail goes there")
            }
        }
    }
}
