import ArgumentParser
import Foundation
import Local
import PostroomClient

/// `postroom inbox`: temporary mailboxes for scripts.
struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Make temporary mailboxes, wait for mail in them, and read it.",
        discussion: """
            ADDRESS=$(postroom inbox create)
            CODE=$(postroom inbox wait $ADDRESS --otp)

            The server is --server, POSTROOM_URL or http://127.0.0.1:8025. POSTROOM_API_KEY has the API key, if there is one. What opens a mailbox \
            that was made here, and where the last wait ended, is remembered in $XDG_STATE_HOME/postroom/mailboxes.json (~/.local/state where that \
            is not set), which nobody else may read. POSTROOM_TOKEN opens another one. Without an address the mailbox is POSTROOM_ADDRESS, as \
            within 'postroom run'.

            Exit code: 0 done or found, 1 it did not come or is not there, 2 the server refuses or does not answer, 64 an argument makes no sense.
            """,
        subcommands: [Create.self, Wait.self, List.self, Read.self, Remove.self, Extend.self])

    /// Which server, and what is known of its mailboxes.
    struct Server: ParsableArguments {
        @Option(help: ArgumentHelp("The server. (default: POSTROOM_URL, or http://127.0.0.1:8025)", valueName: "url"))
        var server: String?

        var client: InboxClient {
            let environment = InboxCommand.environment
            guard let server, !server.isEmpty else { return InboxClient(environment: environment) }
            return InboxClient(server: server, key: environment["POSTROOM_API_KEY"])
        }
    }

    /// Environment variables that are not empty.
    static var environment: [String: String] { ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty } }

    /// The file in which mailboxes are remembered; nil for a user without a home.
    static var remembered: RememberedMailboxes? { RememberedMailboxes(environment: environment) }

    /// An argument makes no sense.
    struct Misused: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        let description: String
    }

    /// A mailbox that is not among those that are remembered, without a token for it.
    struct NoToken: Error, CustomStringConvertible {
        let address: String

        var description: String {
            "nothing opens \(address): it was not made here on this server. Set POSTROOM_TOKEN to its session_token, or POSTROOM_API_KEY."
        }
    }

    /// The words behind the options: an address, which may be left out, and others.
    static func words(_ words: [String]) throws(Misused) -> (address: String, rest: [String]) {
        if let first = words.first, first.contains("@") { return (first, Array(words.dropFirst())) }
        guard let address = environment["POSTROOM_ADDRESS"] else {
            throw Misused(description: "name the address of a mailbox, or set POSTROOM_ADDRESS. 'postroom inbox create' makes one.")
        }
        return (address, words)
    }

    /// A mailbox, with whatever opens it: POSTROOM_TOKEN, what is remembered, or the API key.
    static func open(_ address: String, _ server: Server) throws -> Inbox {
        let client = server.client
        let environment = environment
        let entry = try remembered?.entry(address, server: client.server)
        var cursor = entry.flatMap { Inbox.Cursor($0.cursor) }
        // What is set for one mailbox is not for another.
        let isSet = environment["POSTROOM_ADDRESS"].map { $0.lowercased() == address.lowercased() } ?? true
        if isSet, let token = environment["POSTROOM_TOKEN"] {
            if cursor == nil { cursor = environment["POSTROOM_CURSOR"].flatMap { Inbox.Cursor($0) } }
            return client.inbox(address, token: token, cursor: cursor)
        }
        guard entry != nil || environment["POSTROOM_API_KEY"] != nil else { throw NoToken(address: address) }
        return client.inbox(address, token: entry?.token, cursor: cursor)
    }

    /// Runs a command, and says on standard error what goes wrong with it.
    /// - Throws: the exit code.
    static func run(_ name: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.error("postroom \(name): \(error)")
            switch error {
            case is Misused: throw ExitCode(64)
            case InboxError.timedOut: throw ExitCode(1)
            case InboxError.refused(let problem): throw ExitCode(problem.status == 404 ? 1 : problem.status == 422 ? 64 : 2)
            default: throw ExitCode(2)
            }
        }
    }

    /// What helps alone: without it the command has done what it was asked for.
    static func orSay(_ name: String, _ body: () throws -> Void) {
        do { try body() } catch { Terminal.error("postroom \(name): \(error)") }
    }

    /// A value as the API would have it.
    static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        return [UInt8](try encoder.encode(value))
    }
}
