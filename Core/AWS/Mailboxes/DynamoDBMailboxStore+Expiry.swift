import Mail

/// What the sweep does with the table.
extension DynamoDBMailboxStore {
    /// The rows that are to be looked at in a minute, of one shard.
    func ended(_ partition: String) async throws -> [Item] {
        var query = DynamoDB.Query("exp_pk = :pk", values: [":pk": .string(partition)])
        query.index = ExpiryIndex.name
        var found: [Item] = []
        repeat {
            let page = try await table.query(query)
            found += page.items
            query.after = page.next
        } while query.after != nil
        return found
    }

    /// Removes the messages of a mailbox that has ended, gives its slot back, and takes it out of the index; false when it has not ended.
    ///
    /// The mailbox itself stays: its address is not given out again, and its `seq` never goes back.
    func clear(_ indexed: Item, now: Timestamp) async throws -> Bool {
        let address = try Mailbox(row: indexed).address
        for attempt in 0..<Self.tries {
            // The index may be late.
            guard let mailbox = try await mailbox(address) else { return false }
            guard !mailbox.isOpen(at: now) else {
                // It was extended, and its place in the index was not changed with it; or the index is late.
                let isInPlace = indexed["exp_pk"]?.text == ExpiryIndex.partition(address, mailbox.expiresAt)
                if !isInPlace { try await move(indexed, to: ExpiryIndex.minute(end: mailbox.expiresAt)) }
                return false
            }
            try await giveUpMessages(of: address, through: mailbox.seq, minute: now.millisecondsSince1970 / 60_000)
            // When somebody takes the address over in the meantime, neither the new mailbox nor its slot is touched.
            let end = DynamoDB.Write.update(
                key: TableKey.mailbox(address), expression: "SET message_count = :zero REMOVE exp_pk, exp_sk, exp_failures",
                DynamoDB.Condition(
                    "seq = :seq AND created_at = :created AND expires_at = :expires",
                    values: [
                        ":zero": .number(0), ":seq": .number(mailbox.seq), ":created": .number(mailbox.createdAt.millisecondsSince1970),
                        ":expires": .number(mailbox.expiresAt.millisecondsSince1970),
                    ]))
            if try await transact([end] + releaseSlot(of: mailbox)) == nil { return true }
            try await pause(attempt)
        }
        throw contention("the mailbox or its owner")
    }

    /// Has the sweep look at a row in another minute, if nobody else has said so by now.
    func move(_ row: Item, to minute: Int64, failures: Int? = nil) async throws {
        guard let former = row["exp_pk"]?.text, let shard = former.split(separator: "#").last.flatMap({ Int($0) }) else { return }
        var expression = "SET exp_pk = :pk"
        var values: [String: AttributeValue] = [
            ":pk": .string(ExpiryIndex.partition(minute: minute, shard: shard)), ":former": .string(former),
        ]
        if let failures {
            expression += ", exp_failures = :failures"
            values[":failures"] = .number(failures)
        }
        try await writeIfHolds(
            .update(key: TableKey.of(row), expression: expression, DynamoDB.Condition("exp_pk = :former", values: values)))
    }

    /// Has the sweep look again at a row that could not be removed: soon, since most failures pass, and the later the more often it failed.
    func putOff(_ row: Item, now: Timestamp) async throws {
        let failures = max(0, row["exp_failures"]?.int ?? 0) + 1
        let minutes = failures == 1 ? 5 : min(60 << min(failures - 2, 10), 24 * 60)
        try await move(row, to: now.adding(minutes: minutes).minute, failures: failures)
    }
}
