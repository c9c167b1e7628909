import ArgumentParser
import Mail

extension AdminCommand {
    /// `postroom admin owner`
    struct OwnerCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "owner", abstract: "Add, list and show owners of mailboxes and keys.",
            subcommands: [Add.self, List.self, Show.self])

        /// `postroom admin owner add`
        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "add", abstract: "Add an owner.")

            @OptionGroup
            var place: Place

            @Argument(help: "Lower-case letters, digits, '.', '_' and '-', 64 at most.")
            var name: String

            @Option(help: "The plan that they are on. (default: free)")
            var plan: String?

            @Option(help: ArgumentHelp("Until when they are on it: a day or a time in UTC.", valueName: "time"))
            var until: String?

            func validate() throws {
                guard Account.isName(name) else {
                    throw ValidationError("'\(PrintableText.line(name))' is no name: use lower-case letters, digits, '.', '_' and '-'")
                }
                guard until == nil || plan != nil else { throw ValidationError("--until needs --plan") }
            }

            func run() async throws {
                try await AdminCommand.run("owner add", place) { store in
                    var account = Account(name: name, createdAt: SystemClock().now())
                    if let plan { account.subscription = try await AdminCommand.subscription(to: plan, until: until, in: store) }
                    guard try await store.add(account) else { throw NotSo(description: "there is an owner '\(name)' already") }
                    try Terminal.result("\(name): \(AdminCommand.words(account.subscription))")
                }
            }
        }

        /// `postroom admin owner list`
        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "list", abstract: "List all owners.")

            @OptionGroup
            var place: Place

            private static let page = 500

            func run() async throws {
                try await AdminCommand.run("owner list", place) { store in
                    var last: String?
                    repeat {
                        let accounts = try await store.accounts(after: last, limit: Self.page)
                        for account in accounts { try Terminal.result("\(account.name)\t\(AdminCommand.words(account.subscription))") }
                        last = accounts.count == Self.page ? accounts.last?.name : nil
                    } while last != nil
                }
            }
        }

        /// `postroom admin owner show`
        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "show", abstract: "Show an owner's plan, and what is used of it.")

            @OptionGroup
            var place: Place

            @Argument
            var name: String

            func run() async throws {
                try await AdminCommand.run("owner show", place) { store in
                    let account = try await AdminCommand.account(name, in: store)
                    let now = SystemClock().now()
                    let plan = try await store.plan(of: account.name, named: Plan.free.name, now: now)
                    let keys = try await store.keys(of: account.name).count { $0.isValid(at: now) }
                    let open = try await store.openMailboxes(of: account.name, now: now)
                    try Terminal.result(
                        """
                        owner       \(account.name), since \(account.createdAt.rfc3339)
                        on          \(AdminCommand.words(account.subscription))
                        may have    \(AdminCommand.words(plan))
                        has         \(open) open \(open == 1 ? "mailbox" : "mailboxes"), \(keys) \(keys == 1 ? "key" : "keys")
                        """)
                }
            }
        }
    }

    /// `postroom admin subscription`
    struct SubscriptionCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "subscription", abstract: "Say which plan an owner is on, and until when.",
            subcommands: [Set.self, Clear.self, Show.self])

        /// `postroom admin subscription set`
        struct Set: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "set", abstract: "Put an owner on a plan.")

            @OptionGroup
            var place: Place

            @Argument
            var owner: String

            @Option(help: "The plan.")
            var plan: String

            @Option(help: ArgumentHelp("Until when: a day or a time in UTC. (default: for ever)", valueName: "time"))
            var until: String?

            func run() async throws {
                try await AdminCommand.run("subscription set", place) { store in
                    let subscription = try await AdminCommand.subscription(to: plan, until: until, in: store)
                    guard try await store.subscribe(owner, to: subscription) else { throw AdminCommand.noOwner(owner) }
                    try Terminal.result("\(owner): \(AdminCommand.words(subscription))")
                }
            }
        }

        /// `postroom admin subscription clear`
        struct Clear: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "clear", abstract: "Put an owner on the free plan.")

            @OptionGroup
            var place: Place

            @Argument
            var owner: String

            func run() async throws {
                try await AdminCommand.run("subscription clear", place) { store in
                    guard try await store.subscribe(owner, to: nil) else { throw AdminCommand.noOwner(owner) }
                    try Terminal.result("\(owner): \(AdminCommand.words(nil))")
                }
            }
        }

        /// `postroom admin subscription show`
        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(commandName: "show", abstract: "Show which plan an owner is on.")

            @OptionGroup
            var place: Place

            @Argument
            var owner: String

            func run() async throws {
                try await AdminCommand.run("subscription show", place) { store in
                    let account = try await AdminCommand.account(owner, in: store)
                    try Terminal.result("\(owner): \(AdminCommand.words(account.subscription))")
                }
            }
        }
    }
}
