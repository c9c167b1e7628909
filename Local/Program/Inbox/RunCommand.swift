import ArgumentParser
import Foundation
import Local
import PostroomClient

/// `postroom run`: a command with a mailbox.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command with a mailbox of its own, which is gone when the command ends.",
        usage: "postroom run [--start] [--server <url>] [--ttl <minutes>] -- <command> ...",
        discussion: """
            postroom run --start -- npm test

            The command finds in its environment: POSTROOM_ADDRESS, POSTROOM_TOKEN (opens the mailbox), POSTROOM_URL (the server) and \
            POSTROOM_CURSOR (behind which the mailbox's mail begins). 'postroom inbox wait --otp' within it needs no address. With --start also \
            POSTROOM_SMTP_HOST and POSTROOM_SMTP_PORT, where mail for any address is taken, and POSTROOM_ADMIN_TOKEN, which opens every mailbox.

            Signals are passed on to the command.

            Exit code: that of the command, 128 and the signal's number where a signal ended it; 125 the mailbox cannot be made, 126 the command \
            cannot be started, 127 there is no such command.
            """)

    @OptionGroup
    var server: InboxCommand.Server

    @Flag(help: "Start a Postroom for as long as the command runs, on free ports; not where --server or POSTROOM_URL names one.")
    var start = false

    @Option(help: ArgumentHelp("How long the mailbox lives if nobody can remove it.", valueName: "minutes"))
    var ttl = 120

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command, behind --.", valueName: "command"))
    var command: [String] = []

    func validate() throws {
        guard command.first.map({ !$0.isEmpty }) ?? false else {
            throw ValidationError("name the command behind --, such as: postroom run -- npm test")
        }
        guard ttl > 0 else { throw ValidationError("--ttl is \(ttl): write 1 or more") }
    }

    func run() async throws {
        let command = Command(command)
        let isNamed = server.server?.isEmpty == false || InboxCommand.environment["POSTROOM_URL"] != nil
        var passing: PassingServer?
        var code: Int32 = 125
        do {
            if start, !isNamed { passing = try await PassingServer() }
            code = try await run(command, passing)
        } catch let signalled as Command.Signalled {
            code = 128 + signalled.number
        } catch {
            Terminal.error("postroom run: \(error)")
            if let error = error as? Command.CannotStart { code = error.exitCode }
            if case InboxError.unreachable = error, !start, !isNamed {
                Terminal.error("postroom run: start one with 'postroom dev', or give --start")
            }
        }
        await passing?.end()
        throw ExitCode(code)
    }

    private func run(_ command: Command, _ passing: PassingServer?) async throws -> Int32 {
        let client = passing.map { InboxClient(server: $0.addresses.url) } ?? server.client
        let inbox = try await command.prepare { [ttl] in try await client.create(ttlMinutes: ttl) }
        _ = InboxCommand.remember(inbox, "run")
        let outcome: Result<Int32, any Error>
        do { outcome = .success(try await command.run(adding: variables(inbox, passing))) } catch { outcome = .failure(error) }
        InboxCommand.orSay("run") { try InboxCommand.remembered?.forget(inbox.address, server: inbox.server) }
        do {
            try await inbox.delete()
        } catch InboxError.refused(let problem) where problem.status == 404 {
            // The command did it, or took so long that it has ended.
        } catch {
            // What the command did is what counts.
            Terminal.error("postroom run: \(inbox.address) is not removed, and ends by itself: \(error)")
        }
        return try outcome.get()
    }

    private func variables(_ inbox: Inbox, _ passing: PassingServer?) -> [String: String] {
        var variables = [
            "POSTROOM_ADDRESS": inbox.address, "POSTROOM_TOKEN": inbox.token ?? "", "POSTROOM_URL": inbox.server,
            "POSTROOM_CURSOR": inbox.cursor.description,
        ]
        if let addresses = passing?.addresses {
            variables["POSTROOM_SMTP_HOST"] = addresses.host
            variables["POSTROOM_SMTP_PORT"] = String(addresses.smtpPort)
            variables["POSTROOM_ADMIN_TOKEN"] = addresses.adminToken
        }
        return variables
    }
}
