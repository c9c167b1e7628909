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
    func clear(_ indexed: Mailbox, now: Timestamp) async throws -> Bool {
        // The index may be late.
        guard let mailbox = try await mailbox(indexed.address), !mailbox.isOpen(at: now) else { return false }
        try await giveUpMessages(of: mailbox.address, through: mailbox.seq, now: now)
        let slot = try await releaseSlot(of: mailbox)
        if !slot.isEmpty { _ = try await transact(slot) }
        do {
            try await table.write(
                .update(
                    key: TableKey.mailbox(mailbox.address), expression: "SET message_count = :zero REMOVE exp_pk, exp_sk",
                    DynamoDB.Condition(
                        "seq = :seq AND created_at = :created AND expires_at = :expires",
                        values: [
                            ":zero": .number(0), ":seq": .number(mailbox.seq), ":created": .number(mailbox.createdAt.millisecondsSince1970),
                            ":expires": .number(mailbox.expiresAt.millisecondsSince1970),
                        ])))
        } catch let error as AWSError where error.code == "ConditionalCheckFailedException" {
            // Somebody has taken the address over in the meantime; the new mailbox has an end of its own.
            return false
        }
        return true
    }

    /// Removes messages, and has the sweep look at their raw mails: now, or when nobody can deliver them any more.
    private func giveUpMessages(of address: EmailAddress, through last: Int, now: Timestamp) async throws {
        try await forEachMessage(of: address, through: last) { rows in
            try await remove(rows) { rawKey, count, received in
                let time = max(now.millisecondsSince1970, received + ExpirySweep.rawMailIsKept)
                let minute = time == now.millisecondsSince1970 ? time / 60_000 : Timestamp(millisecondsSince1970: time).minute
                return .update(
                    key: TableKey.rawMail(rawKey), expression: "SET exp_pk = :pk, exp_sk = :sk ADD messages :change",
                    DynamoDB.Condition(values: [
                        ":pk": .string(ExpiryIndex.partition(minute: minute, shard: ExpiryIndex.shard(rawKey))), ":sk": .string(rawKey),
                        ":change": .number(-count),
                    ]))
            }
        }
    }

    /// Takes a raw mail out of the index: a message has it.
    func unmark(_ row: Item) async throws {
        try await table.write(
            .update(
                key: TableKey.of(row), expression: "REMOVE exp_pk, exp_sk",
                DynamoDB.Condition("messages > :zero", values: [":zero": .number(0)])))
    }

    /// Removes the row of a raw mail whose object is gone.
    func forgetRawMail(_ row: Item) async throws {
        do {
            try await table.write(
                .delete(
                    key: TableKey.of(row),
                    DynamoDB.Condition("messages <= :zero", values: [":zero": .number(0)])))
        } catch let error as AWSError where error.code == "ConditionalCheckFailedException" {
            return
        }
    }
}
