import ArgumentParser
import Foundation
import Local
import Mail
import PostroomClient

extension InboxCommand {
    /// `postroom inbox list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the messages of a mailbox, newest first, or mailboxes.",
            discussion: "A message is a line of id, time, author and subject with tabs between.")

        @OptionGroup
        var server: Server

        @Argument(help: "The mailbox. (default: POSTROOM_ADDRESS)")
        var address: String?

        @Option(parsing: .unconditional, help: ArgumentHelp("Only messages like this, such as 'from:shop -is:read'.", valueName: "query"))
        var query: String?

        @Option(help: ArgumentHelp("So many at most, 1 to 200.", valueName: "number"))
        var limit = 50

        @Flag(help: "List mailboxes instead: those that are remembered, and with POSTROOM_API_KEY those of its account.")
        var mailboxes = false

        @Flag(help: "Write JSON: the server's answer.")
        var json = false

        func validate() throws {
            guard (1...200).contains(limit) else { throw ValidationError("--limit is \(limit): write 1 to 200") }
            guard !mailboxes || !json else { throw ValidationError("--mailboxes has no JSON: GET /api/v1/mailboxes has") }
        }

        func run() async throws {
            try await InboxCommand.run("inbox list") {
                if mailboxes { return try await listMailboxes() }
                let (address, rest) = try InboxCommand.words(address.map { [$0] } ?? [])
                guard rest.isEmpty else { throw Misused(description: "'\(PrintableText.line(rest[0]))' is no address") }
                let inbox = try InboxCommand.open(address, server)
                if json {
                    return try Terminal.result(json: await inbox.json(["messages"], query: [("q", query), ("limit", String(limit))]))
                }
                for message in try await inbox.messages(matching: query, limit: limit).messages {
                    let author = message.from?.first?.description ?? message.fromDomain ?? ""
                    let fields = [message.id, message.receivedAt.formatted(.iso8601), author, message.subject ?? ""]
                    try Terminal.result(fields.map { PrintableText.line($0) }.joined(separator: "\t"))
                }
            }
        }

        private func listMailboxes() async throws {
            let client = server.client
            let entries = try remembered?.entries(server: client.server) ?? []
            var lines = entries.filter { $0.expiresAt > Date() }.map { "\($0.address)\t\($0.expiresAt.formatted(.iso8601))" }
            if environment["POSTROOM_API_KEY"] != nil {
                lines += try await client.mailboxes().map { "\($0.address)\t\($0.expiresAt.formatted(.iso8601))" }
            }
            for line in Set(lines).sorted() { try Terminal.result(line) }
        }
    }

    /// `postroom inbox read`
    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "read", abstract: "Print a message, the last one if none is named.",
            usage: "postroom inbox read [<address>] [<id>]",
            discussion: "Its author, recipients, subject, code, link, files and text; with an option exactly what is asked for.")

        @OptionGroup
        var server: Server

        @Argument(help: ArgumentHelp("The address, unless POSTROOM_ADDRESS has it; then the message's id.", valueName: "word"))
        var words: [String] = []

        @Flag(help: "The mail as it came, to the byte.")
        var raw = false

        @Flag(help: "The text alone.")
        var text = false

        @Flag(help: "The HTML alone, as the sender wrote it.")
        var html = false

        @Flag(help: "The server's answer, JSON.")
        var json = false

        @Flag(help: "Do not mark it as read.")
        var peek = false

        func validate() throws {
            guard [raw, text, html, json].count(where: { $0 }) < 2 else {
                throw ValidationError("give one of --raw, --text, --html and --json")
            }
        }

        func run() async throws {
            try await InboxCommand.run("inbox read") {
                let (address, rest) = try InboxCommand.words(words)
                guard rest.count <= 1 else { throw Misused(description: "give one message at a time") }
                let inbox = try InboxCommand.open(address, server)
                let id = rest.first ?? "latest"
                if json {
                    return try Terminal.result(json: await inbox.json(["messages", id], query: [("mark_read", peek ? "false" : nil)]))
                }
                let mail = id == "latest" ? try await inbox.latest(marksRead: !peek) : try await inbox.read(id, marksRead: !peek)
                if raw { return try Terminal.result(exactly: await inbox.raw(mail.id)) }
                if text || html {
                    guard let body = text ? mail.text : mail.html else {
                        throw InboxError.refused(.notThere("The message has no \(text ? "text" : "HTML")."))
                    }
                    return try Terminal.result(exactly: Array(body.utf8))
                }
                try Terminal.result(InboxCommand.shown(mail))
            }
        }
    }

    /// A mail for eyes: nothing in it does anything to a terminal.
    private static func shown(_ mail: Inbox.Mail) -> String {
        func people(_ people: [Inbox.Correspondent]) -> String { people.map(\.description).joined(separator: ", ") }
        var lines = [
            "From:     \(PrintableText.line(people(mail.from)))", "To:       \(PrintableText.line(people(mail.to)))",
            "Subject:  \(PrintableText.line(mail.subject ?? ""))", "Received: \(mail.receivedAt.formatted(.iso8601))",
        ]
        if let code = mail.extract.otp { lines.append("Code:     \(PrintableText.line(code.value))") }
        if let link = mail.extract.link { lines.append("Link:     \(PrintableText.line(link.url, limit: 10_000))") }
        for part in mail.attachments {
            lines.append("File:     \(PrintableText.line(part.filename ?? part.contentType)), \(part.size ?? 0) bytes, part \(part.path)")
        }
        let text = mail.text ?? (mail.html == nil ? "" : "(HTML alone: --html prints it)")
        // A line may have any length, and is cut nowhere.
        let body = text.split(separator: "\n", omittingEmptySubsequences: false).map { PrintableText.line(trimmed($0), limit: .max) }
        return (lines + [""] + body).joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> String { String(line.last == "\r" ? line.dropLast() : line) }
}

extension InboxError.Problem {
    fileprivate static func notThere(_ what: String) -> Self {
        Self(status: 404, code: "body_not_found", detail: what, hint: "--raw prints all of it.")
    }
}
