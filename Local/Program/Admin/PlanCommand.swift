import ArgumentParser
import Mail

extension AdminCommand {
    /// `postroom admin plan`
    struct PlanCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Set and list plans: how much an owner may use.", subcommands: [Set.self, List.self])

        /// `postroom admin plan set`
        struct Set: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "set", abstract: "Make or change a plan.",
                discussion: "What is not given stays as it is; in a new plan it is as in 'free'. A limit of -1 is none.")

            @OptionGroup
            var place: Place

            @Argument(help: "'free' is for owners without a subscription, 'anonymous' for those without a key.")
            var name: String

            @Option(parsing: .unconditional, help: ArgumentHelp("Open mailboxes at a time.", valueName: "number"))
            var mailboxes: Int?

            @Option(parsing: .unconditional, help: ArgumentHelp("Messages in a mailbox.", valueName: "number"))
            var messages: Int?

            @Option(help: ArgumentHelp("How long a mailbox lives if nobody says.", valueName: "minutes"))
            var defaultTTL: Int?

            @Option(help: ArgumentHelp("How long a mailbox may live.", valueName: "minutes"))
            var maxTTL: Int?

            @Option(parsing: .unconditional, help: ArgumentHelp("Requests a minute.", valueName: "number"))
            var requests: Int?

            func validate() throws {
                guard Account.isName(name) else {
                    throw ValidationError("'\(PrintableText.line(name))' is no name: use lower-case letters, digits, '.', '_' and '-'")
                }
                for (option, value, least) in [("mailboxes", mailboxes, -1), ("messages", messages, -1), ("requests", requests, -1)] {
                    guard value.map({ $0 >= least }) ?? true else {
                        throw ValidationError("--\(option) is \(value ?? 0): write -1 for no limit")
                    }
                }
                for (option, value) in [("default-ttl", defaultTTL), ("max-ttl", maxTTL)] {
                    guard value.map({ $0 > 0 }) ?? true else {
                        throw ValidationError("--\(option) is \(value ?? 0): write minutes, 1 or more")
                    }
                }
            }

            func run() async throws {
                try await AdminCommand.run("plan set", place) { store in
                    var plan = try await store.plans().first { $0.name == name } ?? .free
                    plan.name = name
                    plan.maxMailboxes = mailboxes ?? plan.maxMailboxes
                    plan.maxMessagesPerMailbox = messages ?? plan.maxMessagesPerMailbox
                    plan.maxTTLMinutes = maxTTL ?? plan.maxTTLMinutes
                    plan.defaultTTLMinutes = defaultTTL ?? min(plan.defaultTTLMinutes, plan.maxTTLMinutes)
                    plan.requestsPerMinute = requests ?? plan.requestsPerMinute
                    guard plan.defaultTTLMinutes <= plan.maxTTLMinutes else {
                        throw Misused(
                            description:
                                "the default TTL of \(plan.defaultTTLMinutes) minutes is more than the \(plan.maxTTLMinutes) that a mailbox may live"
                        )
                    }
                    try await store.save(plan)
                    try Terminal.result("\(plan.name)\t\(AdminCommand.words(plan))")
                }
            }
        }

        /// `postroom admin plan list`
        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "list", abstract: "List all plans.")

            @OptionGroup
            var place: Place

            func run() async throws {
                try await AdminCommand.run("plan list", place) { store in
                    for plan in try await store.plans() { try Terminal.result("\(plan.name)\t\(AdminCommand.words(plan))") }
                }
            }
        }
    }
}
