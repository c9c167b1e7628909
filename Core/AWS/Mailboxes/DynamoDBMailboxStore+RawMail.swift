import Mail

/// What the table knows of raw mails: how many messages have each, and whether it may still be delivered to others.
///
/// Nobody but the sweep deletes one, and nobody begins to need one that it deletes: it sets `deleting` first, on the condition that nobody needs
/// the mail, and a message is committed on the condition that it is not set. It stays set when the object is gone.
extension DynamoDBMailboxStore {
    /// The minute in which the sweep looks at what is given up now. A function that has read the raw mail has committed it by then, or has ended.
    var soon: Int64 { clock.now().adding(minutes: 2).minute }

    /// How long it is known that a raw mail was deleted, in seconds: longer than any function runs that may have read it.
    private static let deletedIsKept: Int64 = 60 * 60

    /// One message more has a raw mail.
    static func need(_ rawKey: String, pendingUntil: Timestamp?) -> DynamoDB.Write {
        var condition = DynamoDB.Condition("attribute_not_exists(deleting)", values: [":one": .number(1)])
        var expression = "ADD messages :one"
        if let pendingUntil {
            expression = "SET pending_until = :until \(expression)"
            condition.values[":until"] = .number(pendingUntil.millisecondsSince1970)
        }
        return .update(key: TableKey.rawMail(rawKey), expression: expression, condition)
    }

    /// Fewer messages have a raw mail, and the sweep looks at it in a minute.
    static func giveUp(_ rawKey: String, messages: Int, minute: Int64) -> DynamoDB.Write {
        .update(
            key: TableKey.rawMail(rawKey), expression: "SET exp_pk = :pk, exp_sk = :sk ADD messages :change",
            DynamoDB.Condition(values: [
                ":pk": .string(ExpiryIndex.partition(minute: minute, shard: ExpiryIndex.shard(rawKey))), ":sk": .string(rawKey),
                ":change": .number(-messages),
            ]))
    }

    /// Somebody came for a raw mail that is being deleted; the retry finds it gone, or still there.
    static func isBeingDeleted(_ rawKey: String, _ operation: String = "TransactWriteItems") -> AWSError {
        AWSError(
            service: "DynamoDB", operation: operation, code: "RawMailBeingDeleted",
            message: "the raw mail '\(rawKey)' is being deleted, since nobody seemed to need it", isRetryable: true, outcome: .refused)
    }

    /// See ``MailboxStore/settleRawMail(_:)``.
    public func settleRawMail(_ key: String) async throws {
        let row = try await writeIfHolds(
            .update(key: TableKey.rawMail(key), expression: "REMOVE pending_until", DynamoDB.Condition("attribute_exists(pk)")))
        // The sweep has put off one that was deleted meanwhile.
        if let row, (row["messages"]?.int ?? 0) <= 0 { try await discardRawMail(key) }
    }

    /// See ``MailboxStore/discardRawMail(_:)``. A row whose message count is not zero the sweep leaves alone.
    public func discardRawMail(_ key: String) async throws {
        try await table.write(
            .update(
                key: TableKey.rawMail(key), expression: "SET exp_pk = :pk, exp_sk = :sk REMOVE pending_until ADD messages :none",
                DynamoDB.Condition(values: [
                    ":pk": .string(ExpiryIndex.partition(minute: soon, shard: ExpiryIndex.shard(key))), ":sk": .string(key),
                    ":none": .number(0),
                ])))
    }

    /// Claims a raw mail for deletion; false when somebody has it, or may yet get it. `row` was read just now.
    func beginDeleting(_ row: Item, now: Timestamp) async throws -> Bool {
        let key = TableKey.of(row)
        let zero = AttributeValue.number(0)
        if (row["messages"]?.int ?? 0) > 0 {
            try await writeIfHolds(
                .update(
                    key: key, expression: "REMOVE exp_pk, exp_sk, exp_failures",
                    DynamoDB.Condition("messages > :zero", values: [":zero": zero])))
            return false
        }
        // A sweep before did not come to the end.
        if row["deleting"] != nil { return true }
        // Deliveries and forwarding each have a time of their own, so that neither takes the other's away.
        let until = max(row["pending_until"]?.int ?? 0, row["forwarding_until"]?.int ?? 0)
        if Int64(until) > now.millisecondsSince1970 {
            try await move(row, to: Timestamp(millisecondsSince1970: Int64(until)).minute)
            return false
        }
        return try await writeIfHolds(
            .update(
                key: key, expression: "SET deleting = :now",
                DynamoDB.Condition(
                    """
                    messages <= :zero AND (attribute_not_exists(pending_until) OR pending_until <= :now) \
                    AND (attribute_not_exists(forwarding_until) OR forwarding_until <= :now)
                    """,
                    values: [":zero": zero, ":now": .number(now.millisecondsSince1970)]))) != nil
    }

    /// The object of a raw mail is gone: the sweep does not look at it again. Its row stays for a while, so that a delivery that has read the mail
    /// before is not committed after it.
    func forgetRawMail(_ row: Item, now: Timestamp) async throws {
        try await writeIfHolds(
            .update(
                key: TableKey.of(row), expression: "SET #ttl = :ttl REMOVE exp_pk, exp_sk, exp_failures",
                DynamoDB.Condition(
                    "attribute_exists(deleting)", names: ["#ttl": "ttl"],
                    values: [":ttl": .number(max(now.seconds, 0) + Self.deletedIsKept)])))
    }

    /// See ``DynamoDB/writeIfHolds(_:)``.
    @discardableResult
    func writeIfHolds(_ write: DynamoDB.Write) async throws -> Item? { try await table.writeIfHolds(write) }
}
