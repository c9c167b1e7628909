import AWS
import ArgumentParser
import Foundation
import Local
import Mail

/// `postroom admin`: who may use the inbox, and how much.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Manage who may use the inbox: owners, API keys, plans and subscriptions.",
        discussion: """
            postroom admin owner add alice
            KEY=$(postroom admin key create alice)

            Works on the DynamoDB table that --table or POSTROOM_TABLE names, with your own credentials, or on the data directory of a local \
            Postroom, which may be running. What changes counts at once on a laptop, and within a minute on AWS.

            Exit code: 0 done, 1 what is named is not there, or is there already, 2 the table or the directory cannot be used, 64 an argument \
            makes no sense.
            """,
        subcommands: [OwnerCommand.self, KeyCommand.self, PlanCommand.self, SubscriptionCommand.self])

    typealias Store = any AccountStore & MailboxStore

    /// Where accounts are.
    struct Place: ParsableArguments {
        @Option(
            help: ArgumentHelp("The deployment's DynamoDB table. POSTROOM_TABLE if it is not given, and --data neither.", valueName: "name")
        )
        var table: String?

        @Option(
            help: ArgumentHelp("The data directory of a local Postroom. (default: POSTROOM_DATA, or .postroom)", valueName: "directory"))
        var data: String?

        func validate() throws {
            guard table == nil || data == nil else { throw ValidationError("give --table or --data, not both") }
        }

        func open() async throws -> Store {
            let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
            if data == nil, let table = table ?? environment["POSTROOM_TABLE"] {
                // Nothing that another call said before is believed.
                return DynamoDBMailboxStore(DynamoDB(try AWSClient(environment: environment), table: table), plansAreKept: .zero)
            }
            // A directory that somebody names is made, so that there is a key before the first start.
            return try await DataDirectory.accounts(path: data ?? environment["POSTROOM_DATA"] ?? ".postroom", isNew: data != nil)
        }
    }

    /// An argument makes no sense.
    struct Misused: Error, CustomStringConvertible {
        /// Which one, why, and what to do.
        let description: String
    }

    /// What is named is not there, or is there already.
    struct NotSo: Error, CustomStringConvertible {
        /// What, and what to do.
        let description: String
    }

    /// Runs a command, and says on standard error what goes wrong with it.
    /// - Throws: the exit code.
    static func run(_ name: String, _ place: Place, _ body: (Store) async throws -> Void) async throws {
        do {
            try await body(try await place.open())
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.error("postroom admin \(name): \(error)")
            throw ExitCode(error is Misused ? 64 : error is NotSo ? 1 : 2)
        }
    }

    /// The account of a name.
    static func account(_ name: String, in store: Store) async throws -> Account {
        guard let account = try await store.account(name) else { throw noOwner(name) }
        return account
    }

    /// There is no account of a name.
    static func noOwner(_ name: String) -> NotSo {
        NotSo(description: "there is no owner '\(PrintableText.line(name))'. 'postroom admin owner add' makes one.")
    }

    /// What an account is to be on.
    /// - Parameter until: a day or a time; nil for ever.
    static func subscription(to plan: String, until: String?, in store: Store) async throws -> Subscription {
        var end: Timestamp?
        if let until {
            end = Timestamp(until.count == 10 ? "\(until)T00:00:00Z" : until)
            guard end != nil else {
                let until = PrintableText.line(until)
                throw Misused(description: "--until is '\(until)': write a day (2027-01-31) or a time (2027-01-31T12:00:00Z)")
            }
        }
        guard try await store.plans().contains(where: { $0.name == plan }) else {
            let plan = PrintableText.line(plan)
            throw NotSo(description: "there is no plan '\(plan)'. 'postroom admin plan list' shows all, 'plan set' makes one.")
        }
        return Subscription(plan: plan, since: SystemClock().now(), until: end)
    }

    /// An account's subscription in words.
    static func words(_ subscription: Subscription?) -> String {
        guard let subscription else { return "no subscription: plan \(Plan.free.name)" }
        let end = subscription.until.map { " until \($0.rfc3339)" } ?? ""
        let isOver = subscription.isInForce(at: SystemClock().now()) ? "" : ", which is not in force: plan \(Plan.free.name)"
        return "plan \(subscription.plan)\(end)\(isOver)"
    }

    /// A plan in words.
    static func words(_ plan: Plan) -> String {
        func limit(_ value: Int) -> String { value < 0 ? "any number" : String(value) }
        return "mailboxes \(limit(plan.maxMailboxes)), messages \(limit(plan.maxMessagesPerMailbox)), "
            + "ttl \(plan.defaultTTLMinutes) of \(plan.maxTTLMinutes) minutes, requests a minute \(limit(plan.requestsPerMinute))"
    }
}
