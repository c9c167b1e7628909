import AWS
import Crypto
import Forwarding
import Mail

/// What is known of targets, in the one DynamoDB table; `docs/data-model.md` describes the row.
///
/// Each change is written on the condition that nobody has changed the row since it was read. A mail that counts is in the row with its count,
/// so that a write that is made again, by the client or with an event that comes twice, changes nothing.
public struct DynamoDBTargetStates: TargetStates {
    /// How long a row is kept behind its last change, in seconds: a year.
    private static let isKept: Int64 = 365 * 24 * 60 * 60

    private let table: DynamoDB
    private let clock: any WallClock

    /// The states in a table.
    /// - Parameter clock: says when a row was changed.
    public init(_ table: DynamoDB, clock: any WallClock = SystemClock()) {
        self.table = table
        self.clock = clock
    }

    /// See ``TargetStates/disabled(_:)``.
    public func disabled(_ targets: [EmailAddress]) async throws -> Set<AliasKey> {
        var keys: [String: AliasKey] = [:]
        for target in targets {
            let key = AliasKey(target)
            if let partition = ForwardingTableKey.target(key)["pk"]?.text { keys[partition] = key }
        }
        let rows = try await table.get(keys.values.map { ForwardingTableKey.target($0) })
        var disabled: Set<AliasKey> = []
        for row in rows where try CountedBounces(row: row).state.disabledAt != nil {
            if let key = row["pk"]?.text.flatMap({ keys[$0] }) { disabled.insert(key) }
        }
        return disabled
    }

    /// See ``TargetStates/bounced(_:mail:limit:now:)``.
    public func bounced(_ target: EmailAddress, mail: String, limit: Int, now: Timestamp) async throws
        -> (state: TargetState, isDisabledNow: Bool)
    {
        let key = ForwardingTableKey.target(AliasKey(target))
        for attempt in 0..<DynamoDB.tries {
            let former = try await table.get(key)
            var counted = try former.map { try CountedBounces(row: $0) } ?? CountedBounces()
            if counted.count(mail, limit: limit, now: now) {
                let row = key.merging(counted.attributes) { first, _ in first }.merging(try changed()) { first, _ in first }
                guard try await table.writeIfHolds(.put(row, Self.isUnchanged(former))) != nil else {
                    // By another, or by an attempt of ours before, which is found then.
                    try await DynamoDB.pause(attempt)
                    continue
                }
            }
            return (counted.state, counted.disabledBy == mail)
        }
        throw DynamoDB.contention("what is known of a target")
    }

    /// See ``TargetStates/delivered(_:)``. Most targets have no row, and get none.
    public func delivered(_ target: EmailAddress) async throws {
        try await forgive(target, where: "bounces > :none")
    }

    /// See ``TargetStates/enable(_:)``.
    public func enable(_ target: EmailAddress) async throws {
        try await forgive(target, where: "bounces >= :none", "REMOVE disabled_at, disabled_by")
    }

    private func forgive(_ target: EmailAddress, where condition: String, _ removal: String = "") async throws {
        var values: [String: AttributeValue] = [":none": .number(0)]
        for (name, value) in try changed() { values[":\(name)"] = value }
        try await table.writeIfHolds(
            .update(
                key: ForwardingTableKey.target(AliasKey(target)),
                expression: "SET bounces = :none, #change = :change, #ttl = :ttl \(removal)",
                DynamoDB.Condition(condition, names: ["#change": "change", "#ttl": "ttl"], values: values)))
    }

    /// What every change writes: that it is another one, and until when the row lives.
    private func changed() throws -> Item {
        ["change": .string(try SecureRandom.bytes(12).hexadecimal), "ttl": .number(max(clock.now().seconds, 0) + Self.isKept)]
    }

    private static func isUnchanged(_ row: Item?) -> DynamoDB.Condition {
        guard let change = row?["change"] else { return DynamoDB.Condition("attribute_not_exists(pk)") }
        return DynamoDB.Condition("#change = :change", names: ["#change": "change"], values: [":change": change])
    }
}

extension CountedBounces {
    /// Attributes of the row `TGT#{target}` / `META`.
    fileprivate init(row: Item) throws {
        guard let bounces = row["bounces"]?.int, row["change"] != nil, let mails = row["mails"]?.values?.map(\.text), !mails.contains(nil)
        else { throw UnreadableRow("target", row) }
        let disabledAt = row["disabled_at"]?.int.map { Timestamp(millisecondsSince1970: Int64($0)) }
        self.init(
            TargetState(bounces: bounces, disabledAt: disabledAt), mails: mails.compactMap(\.self), disabledBy: row["disabled_by"]?.text)
    }

    fileprivate var attributes: Item {
        var row: Item = ["bounces": .number(state.bounces), "mails": .list(mails.map { .string($0) })]
        row["disabled_at"] = state.disabledAt.map { .number($0.millisecondsSince1970) }
        row["disabled_by"] = disabledBy.map { .string($0) }
        return row
    }
}
