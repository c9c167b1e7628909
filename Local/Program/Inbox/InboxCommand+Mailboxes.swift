import ArgumentParser
import Foundation
import Local
import Mail
import PostroomClient

extension InboxCommand {
    /// `postroom inbox create`
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a mailbox, and print its address.",
            discussion: "What opens it is remembered, so that the other commands need the address alone.")

        @OptionGroup
        var server: Server

        @Option(help: ArgumentHelp("How long it lives. (default: what the plan says)", valueName: "minutes"))
        var ttl: Int?

        @Option(help: ArgumentHelp("What stands before the @. (default: made by the server)", valueName: "name"))
        var localPart: String?

        @Option(help: "One of the server's domains. (default: the first one)")
        var domain: String?

        @Option(help: "What you call it.")
        var label: String?

        @Option(help: ArgumentHelp("What you keep with it; repeat it for several.", valueName: "name=value"))
        var metadata: [String] = []

        @Option(help: ArgumentHelp("The same key makes the same mailbox again. (default: a new one)", valueName: "key"))
        var idempotencyKey: String?

        @Flag(help: "Write JSON, with the session_token.")
        var json = false

        func run() async throws {
            try await InboxCommand.run("inbox create") {
                var kept: [String: String] = [:]
                for pair in metadata {
                    guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
                        throw Misused(description: "--metadata is '\(PrintableText.line(pair))': write name=value")
                    }
                    kept[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
                }
                let client = server.client
                let inbox = try await client.create(
                    ttlMinutes: ttl, localPart: localPart, domain: domain, label: label, metadata: kept.isEmpty ? nil : kept,
                    idempotencyKey: idempotencyKey)
                if !InboxCommand.remember(inbox, "inbox create"), !json, let token = inbox.token {
                    // Nobody can ask for it again.
                    Terminal.error("postroom inbox create: POSTROOM_TOKEN=\(token) opens it")
                }
                guard json, let details = inbox.details else { return try Terminal.result(inbox.address) }
                try Terminal.result(json: try InboxCommand.json(details))
            }
        }
    }

    /// Remembers a new mailbox.
    /// - Returns: whether it is remembered.
    static func remember(_ inbox: Inbox, _ name: String) -> Bool {
        guard let token = inbox.token, let details = inbox.details, let remembered else { return false }
        do {
            try remembered.remember(
                .init(
                    server: inbox.server, address: inbox.address, token: token, cursor: inbox.cursor.description,
                    expiresAt: details.expiresAt))
            return true
        } catch {
            Terminal.error("postroom \(name): what opens the mailbox is not remembered: \(error)")
            return false
        }
    }

    /// `postroom inbox extend`
    struct Extend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "extend", abstract: "Let a mailbox live so many minutes from now, and print when it ends then.",
            usage: "postroom inbox extend [<address>] <minutes>")

        @OptionGroup
        var server: Server

        @Argument(help: ArgumentHelp("The address, unless POSTROOM_ADDRESS has it, and the minutes.", valueName: "word"))
        var words: [String]

        func run() async throws {
            try await InboxCommand.run("inbox extend") {
                let (address, rest) = try InboxCommand.words(words)
                guard rest.count == 1, let minutes = Int(rest[0]), minutes > 0 else {
                    throw Misused(description: "give the minutes from now as a number, such as 90")
                }
                let inbox = try InboxCommand.open(address, server)
                let details = try await inbox.extend(minutes: minutes)
                InboxCommand.orSay("inbox extend") {
                    try remembered?.update(address, server: inbox.server) { $0.expiresAt = details.expiresAt }
                }
                try Terminal.result(details.expiresAt.formatted(.iso8601))
            }
        }
    }

    /// `postroom inbox rm`
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rm", abstract: "End a mailbox, or remove messages of it.",
            usage: "postroom inbox rm [<address>] [<id> ...] [--all]")

        @OptionGroup
        var server: Server

        @Argument(
            help: ArgumentHelp("The address, unless POSTROOM_ADDRESS has it; then ids of messages to remove alone.", valueName: "word"))
        var words: [String] = []

        @Flag(help: "Remove all messages, and keep the mailbox.")
        var all = false

        func run() async throws {
            try await InboxCommand.run("inbox rm") {
                let (address, ids) = try InboxCommand.words(words)
                guard ids.isEmpty || !all else { throw Misused(description: "give ids or --all, not both") }
                let inbox = try InboxCommand.open(address, server)
                if all {
                    try await inbox.purge()
                } else if ids.isEmpty {
                    try await inbox.delete()
                    InboxCommand.orSay("inbox rm") { try remembered?.forget(address, server: inbox.server) }
                } else {
                    for id in ids { try await inbox.delete(id) }
                }
            }
        }
    }
}
