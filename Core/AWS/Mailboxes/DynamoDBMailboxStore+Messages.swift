import Mail

extension DynamoDBMailboxStore {
    /// See ``MailboxStore/messages(in:_:limit:now:)``.
    public func messages(in address: EmailAddress, _ range: MessageRange, limit: Int, now: Timestamp) async throws -> [StoredMessage] {
        async let open = mailbox(address)
        let found = try await messages(of: address, range, limit: limit)
        guard let mailbox = try await open, mailbox.isOpen(at: now) else { return [] }
        let shown = found.filter { $0.seq > mailbox.firstSeq }
        // Those of an earlier mailbox, which are on their way out, must not take the places of others.
        guard range.order == .oldestFirst, shown.count < found.count else { return shown }
        return try await messages(
            of: address, MessageRange(after: mailbox.firstSeq, before: range.before, order: range.order), limit: limit)
    }

    /// Messages, whatever mailbox of the address they are of.
    private func messages(of address: EmailAddress, _ range: MessageRange, limit: Int) async throws -> [StoredMessage] {
        // A number has twelve digits.
        let first = min(max(range.after ?? 0, 0), TableKey.lastSeq) + 1
        let last = max(min(range.before ?? .max, TableKey.lastSeq + 1), 1) - 1
        guard first <= last else { return [] }
        var query = DynamoDB.Query(
            "pk = :pk AND sk BETWEEN :first AND :last",
            values: [
                ":pk": .string("MB#\(address.key)"), ":first": .string(TableKey.messageSort(first)),
                ":last": .string(TableKey.messageSort(last)),
            ])
        query.descending = range.order == .newestFirst
        var found: [StoredMessage] = []
        while found.count < limit {
            query.limit = limit - found.count
            let page = try await table.query(query)
            found += try page.items.map { try StoredMessage(row: $0) }
            guard let next = page.next else { break }
            query.after = next
        }
        return found
    }

    /// See ``MailboxStore/message(_:in:now:)``.
    public func message(_ id: MessageIdentifier, in address: EmailAddress, now: Timestamp) async throws -> StoredMessage? {
        async let open = mailbox(address)
        let message = try await message(id, in: address)
        guard let mailbox = try await open, mailbox.isOpen(at: now), let message, message.seq > mailbox.firstSeq else { return nil }
        return message
    }

    /// A message, whatever the state of its mailbox.
    private func message(_ id: MessageIdentifier, in address: EmailAddress) async throws -> StoredMessage? {
        guard let committed = try await table.get(TableKey.committed(id)), committed["mailbox"]?.text == address.key,
            let seq = committed["seq"]?.int, let row = try await table.get(TableKey.message(address, seq))
        else { return nil }
        let message = try StoredMessage(row: row)
        return message.id == id ? message : nil
    }

    /// See ``MailboxStore/mark(_:in:isRead:)``.
    public func mark(_ id: MessageIdentifier, in address: EmailAddress, isRead: Bool) async throws -> Bool {
        try await change(id, in: address, "SET is_read = :value", .bool(isRead))
    }

    /// See ``MailboxStore/update(_:of:in:)``.
    public func update(_ summary: MessageSummary, of id: MessageIdentifier, in address: EmailAddress) async throws -> Bool {
        try await change(id, in: address, "SET summary = :value", .string(try StoredMessage.json(summary)))
    }

    private func change(_ id: MessageIdentifier, in address: EmailAddress, _ expression: String, _ value: AttributeValue) async throws
        -> Bool
    {
        guard let message = try await message(id, in: address) else { return false }
        do {
            try await table.write(
                .update(
                    key: TableKey.message(address, message.seq), expression: expression,
                    DynamoDB.Condition("id = :id", values: [":value": value, ":id": .string(id.description)])))
            return true
        } catch let error as AWSError where error.code == "ConditionalCheckFailedException" {
            return false
        }
    }

    /// See ``MailboxStore/delete(_:in:)``.
    public func delete(_ id: MessageIdentifier, in address: EmailAddress) async throws -> [String]? {
        for attempt in 0..<Self.tries {
            guard let message = try await message(id, in: address) else { return nil }
            let remove: [DynamoDB.Write] = [
                .delete(
                    key: TableKey.message(address, message.seq),
                    DynamoDB.Condition("id = :id", values: [":id": .string(id.description)])),
                Self.giveUp(message.rawKey, messages: 1, minute: soon),
            ]
            // A message of an earlier mailbox of the address is not counted by the one of today.
            let count = DynamoDB.Write.update(
                key: TableKey.mailbox(address), expression: "SET message_count = message_count - :one",
                DynamoDB.Condition(
                    "first_seq < :seq AND message_count > :zero",
                    values: [":one": .number(1), ":seq": .number(message.seq), ":zero": .number(0)]))
            var reasons = try await transact(remove + [count])
            if let found = reasons, found.count == 3, found[2].isCondition { reasons = try await transact(remove) }
            guard let found = reasons else { return [] }
            if found[0].isCondition { return nil }
            try await pause(attempt)
        }
        throw contention("the message")
    }

    /// See ``MailboxStore/delete(_:)-(EmailAddress)``.
    ///
    /// From the first transaction on the mailbox is closed; when what follows fails, calling it again goes on.
    public func delete(_ address: EmailAddress) async throws -> [String] {
        for attempt in 0..<Self.tries {
            guard let mailbox = try await mailbox(address) else { return [] }
            let close = DynamoDB.Write.update(
                key: TableKey.mailbox(address), expression: "SET #state = :deleted, message_count = :zero",
                DynamoDB.Condition(
                    "seq = :seq AND created_at = :created", names: ["#state": "state"],
                    values: [
                        ":deleted": "deleted", ":zero": .number(0), ":seq": .number(mailbox.seq),
                        ":created": .number(mailbox.createdAt.millisecondsSince1970),
                    ]))
            if try await transact([close] + releaseSlot(of: mailbox)) == nil {
                try await giveUpMessages(of: address, through: mailbox.seq, minute: soon)
                return []
            }
            try await pause(attempt)
        }
        throw contention("the mailbox")
    }

    /// Removes messages up to a number, and has the sweep look at their raw mails in a minute.
    func giveUpMessages(of address: EmailAddress, through last: Int, minute: Int64) async throws {
        try await forEachMessage(of: address, through: last) { rows in
            try await remove(rows) { rawKey, count in Self.giveUp(rawKey, messages: count, minute: minute) }
        }
    }

    /// Goes through the rows of messages up to a number, some at a time: as many as fit a transaction with their raw mails.
    private func forEachMessage(of address: EmailAddress, through last: Int, _ work: ([Item]) async throws -> Void) async throws {
        var query = DynamoDB.Query(
            "pk = :pk AND sk BETWEEN :first AND :last",
            values: [
                ":pk": .string("MB#\(address.key)"), ":first": .string(TableKey.messageSort(0)),
                ":last": .string(TableKey.messageSort(last)),
            ])
        query.projection = "pk, sk, raw_key"
        repeat {
            let page = try await table.query(query)
            var rows = page.items[...]
            while !rows.isEmpty {
                let some = rows.prefix(DynamoDB.transactionLimit / 2)
                rows = rows.dropFirst(some.count)
                try await work(Array(some))
            }
            query.after = page.next
        } while query.after != nil
    }

    /// Removes the rows of messages; those that another has removed by then are not counted again.
    ///
    /// `change` makes the write that counts a raw mail down, of its key and the number of messages.
    private func remove(_ rows: [Item], _ change: (String, Int) -> DynamoDB.Write) async throws {
        var rows = rows
        for attempt in 0..<Self.tries where !rows.isEmpty {
            var counts: [String: Int] = [:]
            for row in rows { counts[row["raw_key"]?.text ?? "", default: 0] += 1 }
            let isThere = DynamoDB.Condition("attribute_exists(pk)")
            let removals = rows.map { row in DynamoDB.Write.delete(key: TableKey.of(row), isThere) }
            let changes = counts.sorted { $0.key < $1.key }.map { change($0.key, $0.value) }
            guard let reasons = try await transact(removals + changes) else { return }
            rows = zip(rows, reasons).filter { !$0.1.isCondition }.map(\.0)
            try await pause(attempt)
        }
        guard !rows.isEmpty else { return }
        throw contention("the mailbox's messages")
    }

    /// See ``MailboxStore/page(after:limit:)``. Reads the whole table: for an operator, not for a function.
    public func page(after cursor: MessageCursor?, limit: Int) async throws -> [StoredMessage] {
        var start = cursor.map { TableKey.message($0.mailbox, $0.seq) }
        var found: [StoredMessage] = []
        while found.count < limit {
            let page = try await table.scan(
                filter: "begins_with(sk, :prefix)", values: [":prefix": .string(TableKey.messagePrefix)], after: start)
            found += try page.items.map { try StoredMessage(row: $0) }
            guard let next = page.next else { break }
            start = next
        }
        return Array(found.prefix(max(0, limit)))
    }
}
