import AWS
import AWSForwarding
import Crypto
import Forwarding
import Mail

extension Probe {
    /// What forwarding keeps in the table. Times are minutes from a fixed one.
    func forwardingTable(_ table: DynamoDB, _ command: ProbeCommand) async throws -> JSONValue {
        let ledger = DynamoDBLedger(table)
        let states = DynamoDBTargetStates(table)
        let now = Self.time(try command.find("at") ?? 0)
        switch command.operation {
        case "ledger.open": return Self.describe(try await ledger.open(Self.entries(command), now: now))
        case "ledger.entries": return Self.describe(try await ledger.entries(of: command.need("mail")))
        case "ledger.claim":
            return Self.describe(try await ledger.claim(Self.key(command), until: Self.time(command.need("until")), now: now))
        case "ledger.settle":
            return .bool(try await ledger.settle(Self.key(command), attempt: command.need("attempt"), Self.change(command), now: now))
        case "ledger.settleFrom":
            let states = Set(try command.need("from", [LedgerState].self))
            return Self.describe(try await ledger.settle(Self.key(command), from: states, Self.change(command), now: now))
        case "targets.bounced":
            let target = try EmailAddress(command.need("target"))
            let limit: Int = try command.need("limit")
            let bounced = try await states.bounced(target, mail: command.need("mail"), limit: limit, now: now)
            return .array([.int(bounced.state.bounces), .bool(bounced.state.disabledAt != nil), .bool(bounced.isDisabledNow)])
        case "forwardingKey": return .string(try await DynamoDBForwardingKey(table).key().code("test", "").hexadecimal)
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }

    /// Looks keys up, and answers each found with its JSON.
    func aliases(_ store: any AliasStore, _ command: ProbeCommand) async throws -> JSONValue {
        let keys = try command.need("keys", [String].self).map { try AliasKey($0) }
        var found: [String: JSONValue] = [:]
        for (key, alias) in try await store.aliases(keys) { found[key.description] = .string(AliasValue.json(alias)) }
        return .object(found)
    }

    /// 2026-11-21T08:30Z, and so many minutes.
    private static func time(_ minutes: Int) -> Timestamp { Timestamp(millisecondsSince1970: 1_795_249_800_000).adding(minutes: minutes) }

    /// One for each target, or one without.
    private static func entries(_ command: ProbeCommand) throws -> [LedgerEntry] {
        let mail: String = try command.need("mail")
        let recipient = try EmailAddress(command.need("recipient"))
        let targets: [EmailAddress?] = try command.find("targets", [String].self)?.map { try EmailAddress($0) } ?? [nil]
        return targets.map {
            LedgerEntry(
                key: LedgerKey(mail: mail, recipient: recipient, target: $0), recipient: recipient, target: $0, state: .pending,
                receivedAt: time(0), rawKey: mail)
        }
    }

    private static func key(_ command: ProbeCommand) throws -> LedgerKey {
        LedgerKey(
            mail: try command.need("mail"), recipient: try EmailAddress(command.need("recipient")),
            target: try EmailAddress(command.need("target")))
    }

    private static func change(_ command: ProbeCommand) throws -> LedgerChange {
        LedgerChange(try command.need("state"), reason: try command.find("reason"), sesID: try command.find("ses"))
    }

    private static func describe(_ entries: [LedgerEntry]) -> JSONValue { .array(entries.map { describe($0) }) }

    private static func describe(_ entry: LedgerEntry?) -> JSONValue {
        guard let entry else { return .null }
        return .object([
            "target": JSONValue(entry.target?.description), "state": .string(entry.state.rawValue), "attempts": .int(entry.attempts),
            "ses": JSONValue(entry.sesID), "reason": JSONValue(entry.reason),
        ])
    }
}
