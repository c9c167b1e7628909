import Mail

/// What owners do with their mailboxes.
extension DynamoDBMailboxStore {
    /// See ``MailboxStore/mailboxes(of:after:limit:)``. The slots are in the order of the addresses.
    public func mailboxes(of owner: String, after: EmailAddress?, limit: Int) async throws -> [Mailbox] {
        var query = Self.slots(of: owner)
        // A query goes on behind a key that need not be there.
        query.after = after.map { TableKey.owned(owner, $0) }
        var found: [Mailbox] = []
        while found.count < limit {
            query.limit = limit - found.count
            let page = try await table.query(query)
            let keys = page.items.compactMap { $0["sk"]?.text }.map { TableKey.mailbox(slot: $0) }
            let rows = try await table.get(keys)
            let own = try rows.map { try Mailbox(row: $0) }.filter { mailbox in
                // Between both reads a mailbox may have ended, and its address become another's.
                mailbox.state == .active && mailbox.owner.map { $0.utf8.elementsEqual(owner.utf8) } ?? false
            }
            found += own.sorted { $0.address.key.utf8.lexicographicallyPrecedes($1.address.key.utf8) }
            guard let next = page.next else { break }
            query.after = next
        }
        return found
    }

    /// See ``MailboxStore/openMailboxes(of:now:)``.
    public func openMailboxes(of owner: String, now: Timestamp) async throws -> Int {
        var query = Self.slots(of: owner)
        query.filter = "expires_at > :now"
        query.values[":now"] = .number(now.millisecondsSince1970)
        query.projection = "sk"
        var count = 0
        repeat {
            let page = try await table.query(query)
            count += page.items.count
            query.after = page.next
        } while query.after != nil
        return count
    }

    /// All slots of an owner.
    static func slots(of owner: String) -> DynamoDB.Query {
        DynamoDB.Query(
            "pk = :pk AND begins_with(sk, :prefix)",
            values: [":pk": .string(TableKey.ownerPartition(owner)), ":prefix": .string(TableKey.slotPrefix)])
    }

    /// See ``MailboxStore/change(_:_:now:)``.
    ///
    /// One transaction, which no delivery stands against. Of mails that come in at the same time the returned mailbox may not know.
    public func change(_ address: EmailAddress, _ change: MailboxChange, now: Timestamp) async throws -> Mailbox? {
        guard let mailbox = try await mailbox(address), mailbox.isOpen(at: now) else { return nil }
        let writes = try Self.writes(change, of: mailbox, now: now)
        for attempt in 0..<Self.tries {
            guard !writes.isEmpty, let reasons = try await transact(writes) else { return change.applied(to: mailbox) }
            // It has ended, or its address is another's by now; or its slot was given back, by somebody who saw it end.
            if reasons.contains(where: \.isCondition) { return nil }
            try await pause(attempt)
        }
        throw contention("the mailbox or its owner")
    }

    private static func writes(_ change: MailboxChange, of mailbox: Mailbox, now: Timestamp) throws -> [DynamoDB.Write] {
        guard change != MailboxChange() else { return [] }
        var update = RowUpdate(
            "#state = :active AND expires_at > :now AND created_at = :created AND token_hash = :token",
            values: [
                ":active": "active", ":now": .number(now.millisecondsSince1970),
                ":created": .number(mailbox.createdAt.millisecondsSince1970), ":token": .binary(mailbox.tokenHash),
            ])
        if let label = change.label { update.set("label", label.map { .string($0) }) }
        if let metadata = change.metadata { update.set("metadata", try Mailbox.row(metadata)) }
        let key = TableKey.mailbox(mailbox.address)
        guard let end = change.expiresAt else { return [update.write(key)] }
        let expires = AttributeValue.number(end.millisecondsSince1970)
        update.set("expires_at", expires)
        // The sweep does not look at minutes that are over.
        let minute = max(ExpiryIndex.minute(end: end), now.minute + 1)
        update.set("exp_pk", .string(ExpiryIndex.partition(minute: minute, shard: ExpiryIndex.shard(mailbox.address.key))))
        update.set("exp_sk", .string(mailbox.address.key))
        guard let owner = mailbox.owner else { return [update.write(key)] }
        let slot = DynamoDB.Write.update(
            key: TableKey.owned(owner, mailbox.address), expression: "SET expires_at = :expires",
            DynamoDB.Condition("attribute_exists(pk)", values: [":expires": expires]))
        return [update.write(key), slot]
    }
}
