import AWS
import AWSForwarding
import ArgumentParser
import Forwarding
import Foundation
import Local
import Mail

/// `postroom status`: what became of the mail of the last days, as a sum that comes out.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what became of forwarded mail: received = sent + quarantined + refused + failed.",
        discussion: """
            Reads the ledger of a deployment on AWS, with your own credentials. What is on its way is counted apart; after any run it is 0.

            Exit code: 0 nothing has failed, 1 something has failed or is on its way for more than an hour, 2 the ledger cannot be read.
            """)

    @Option(help: "The deployment's DynamoDB table.")
    var table = ProcessInfo.processInfo.environment["POSTROOM_TABLE"] ?? "postroom"

    @Option(help: ArgumentHelp("How many days in UTC, today included.", valueName: "number"))
    var days = 7

    @Flag(help: "Show each entry that has failed, is kept or is on its way.")
    var entries = false

    @Flag(help: "Write JSON.")
    var json = false

    func validate() throws {
        guard (1...90).contains(days) else { throw ValidationError("--days is \(days): the ledger has 1 to 90 days") }
    }

    func run() async throws {
        let now = SystemClock().now()
        var all: [LedgerEntry] = []
        do {
            let ledger = DynamoDBLedger(DynamoDB(try AWSClient(environment: ProcessInfo.processInfo.environment), table: table))
            for day in 0..<days {
                let name = String(now.adding(minutes: -day * 24 * 60).rfc3339.prefix(10))
                var next: String?
                repeat {
                    let page = try await ledger.entries(ofDay: name, after: next)
                    all += page.entries
                    next = page.next
                } while next != nil
            }
        } catch {
            Terminal.error("postroom status: the table '\(PrintableText.line(table))' cannot be read: \(error)")
            throw ExitCode(2)
        }
        let sum = LedgerSum(all)
        try json ? Terminal.result(bytes(sum, all)) : Terminal.result(text(sum, all))
        let late = all.contains { !$0.state.isFinal && $0.receivedAt.adding(minutes: 60) < now }
        if sum[.failed] > 0 || late { throw ExitCode(1) }
    }

    private func text(_ sum: LedgerSum, _ all: [LedgerEntry]) -> String {
        func line(_ sign: String, _ name: String, _ count: Int, _ more: String = "") -> String {
            let number = String(count)
            let space = String(repeating: " ", count: max(1, 20 - name.count - number.count))
            return "  \(sign) \(name)\(space)\(number)\(more)"
        }
        var lines = ["The last \(days == 1 ? "day" : "\(days) days") in UTC, a mail for two targets counts twice:"]
        lines.append(line(" ", "received", sum.received, "   \(sum.mails) mails"))
        lines.append(line("=", "sent", sum[.sent]))
        lines.append(line("+", "quarantined", sum[.quarantined]))
        lines.append(line("+", "refused", sum[.refused]))
        lines.append(
            line(
                "+", "failed", sum[.failed], sum[.failed] > 0 ? "   --entries says why; postroom redrive gives back what was given up" : "")
        )
        lines.append(line("+", "on the way", sum[.pending] + sum[.sending]))
        if entries { lines += [""] + shown(all).map { "\($0.receivedAt.rfc3339) \($0.key.mail) \(way($0)) \(why($0))" } }
        return lines.joined(separator: "\n")
    }

    private func shown(_ all: [LedgerEntry]) -> [LedgerEntry] {
        all.filter { $0.state != .sent && $0.state != .refused }.sorted { ($0.receivedAt, $0.key.entry) < ($1.receivedAt, $1.key.entry) }
    }

    private func way(_ entry: LedgerEntry) -> String {
        PrintableText.line(entry.target.map { "\(entry.recipient) → \($0)" } ?? "\(entry.recipient)")
    }

    private func why(_ entry: LedgerEntry) -> String {
        entry.state.rawValue + (entry.reason.map { ": \(PrintableText.line($0, limit: 300))" } ?? "")
    }

    private struct Output: Encodable {
        struct Entry: Encodable {
            var ses_message_id: String
            var recipient: String
            var target: String?
            var state: String
            var reason: String?
            var received_at: String
        }

        var days: Int
        var mails: Int
        var received: Int
        var counts: [String: Int]
        var entries: [Entry]?
    }

    private func bytes(_ sum: LedgerSum, _ all: [LedgerEntry]) throws -> String {
        let listed = shown(all).map {
            Output.Entry(
                ses_message_id: $0.key.mail, recipient: "\($0.recipient)", target: $0.target.map { "\($0)" }, state: $0.state.rawValue,
                reason: $0.reason, received_at: $0.receivedAt.rfc3339)
        }
        let counts = Dictionary(uniqueKeysWithValues: LedgerState.allCases.map { ($0.rawValue, sum[$0]) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let output = Output(days: days, mails: sum.mails, received: sum.received, counts: counts, entries: entries ? listed : nil)
        return String(decoding: try encoder.encode(output), as: UTF8.self)
    }
}
