import ArgumentParser
import Local
import Mail
import PostroomClient

extension InboxCommand {
    /// `postroom inbox wait`
    struct Wait: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wait", abstract: "Wait for a message, and print its id, its code or its link.",
            discussion: """
                Goes on behind the message that the last wait found, and at first counts everything since the mailbox was made: no mail is \
                missed, and none is found twice.

                Exit code: 0 it came, 1 it did not come in time, 2 the server refuses or does not answer, 64 an argument makes no sense. With \
                --absent 0 nothing came, 1 something did.
                """)

        @OptionGroup
        var server: Server

        @Argument(help: "The mailbox. (default: POSTROOM_ADDRESS)")
        var address: String?

        @Option(help: ArgumentHelp("How long, in seconds.", valueName: "seconds"))
        var timeout = 60

        @Option(help: ArgumentHelp("Only mail behind this message; m0 is all mail.", valueName: "cursor"))
        var after: String?

        @Option(help: ArgumentHelp("In the author's name or address.", valueName: "text"))
        var from: String?

        @Option(help: ArgumentHelp("In a recipient's name or address.", valueName: "text"))
        var to: String?

        @Option(help: ArgumentHelp("In the subject.", valueName: "text"))
        var subject: String?

        @Option(
            parsing: .unconditional, help: ArgumentHelp("Any other condition, such as 'has:attachment larger:10k'.", valueName: "query"))
        var query: String?

        @Flag(help: "Wait for a message with a file.")
        var attachment = false

        @Option(help: ArgumentHelp("Wait for so many messages; the last one is printed.", valueName: "number"))
        var count = 1

        @Flag(help: "Wait the whole time, and fail if a message comes.")
        var absent = false

        @Flag(help: "Wait for a message with a code, and print the code.")
        var otp = false

        @Flag(help: "Wait for a message with a link, and print the link.")
        var link = false

        @Flag(help: "Write JSON.")
        var json = false

        func validate() throws {
            guard (0...86_400).contains(timeout) else { throw ValidationError("--timeout is \(timeout): write seconds, 0 to 86400") }
            guard (1...100).contains(count) else { throw ValidationError("--count is \(count): write 1 to 100") }
            guard [otp, link, attachment].count(where: { $0 }) < 2 else {
                throw ValidationError("give one of --otp, --link and --attachment; --json prints code and link")
            }
            guard after.map({ Inbox.Cursor($0) != nil }) ?? true else {
                throw ValidationError("--after is '\(PrintableText.line(after ?? ""))': write a cursor such as m3")
            }
            guard !absent || count == 1 else { throw ValidationError("give --absent or --count, not both") }
        }

        func run() async throws {
            try await InboxCommand.run("inbox wait") {
                let (address, rest) = try InboxCommand.words(address.map { [$0] } ?? [])
                guard rest.isEmpty else { throw Misused(description: "'\(PrintableText.line(rest[0]))' is no address") }
                let inbox = try InboxCommand.open(address, server)
                defer {
                    InboxCommand.orSay("inbox wait") {
                        try remembered?.update(address, server: inbox.server) { $0.cursor = inbox.cursor.description }
                    }
                }
                let criteria = Inbox.Criteria(
                    from: from, to: to, subject: subject, query: query,
                    requirement: otp ? .otp : link ? .link : attachment ? .attachment : nil,
                    count: count)
                let cursor = after.flatMap { Inbox.Cursor($0) }
                if absent {
                    guard let message = try await inbox.unexpected(criteria, within: .seconds(timeout), after: cursor) else { return }
                    try json ? Terminal.result(json: InboxCommand.json(message)) : Terminal.result(message.id)
                    throw ExitCode(1)
                }
                let found = try await inbox.wait(for: criteria, timeout: .seconds(timeout), after: cursor)
                if json { return try Terminal.result(json: InboxCommand.json(found)) }
                try Terminal.result(PrintableText.line((otp ? found.otp : link ? found.link : nil) ?? found.message.id, limit: 10_000))
            }
        }
    }
}
