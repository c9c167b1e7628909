import Mail

extension DynamoDBMailboxStore {
    /// How long it is known that a message was committed: longer than anything delivers again.
    private static let committedIsKept: Int64 = 90 * 24 * 60 * 60

    /// See ``MailboxStore/commit(_:within:pendingUntil:now:)``.
    ///
    /// One transaction; the number of the last message is a guess that the transaction checks and corrects.
    public func commit(_ message: StoredMessage, within plan: Plan, pendingUntil: Timestamp?, now: Timestamp) async throws -> MessageCommit
    {
        var seq = memory.seq(of: message.mailbox) ?? 0
        for attempt in 0..<Self.tries {
            var stored = message
            stored.seq = seq + 1
            guard let reasons = try await transact(try writes(stored, within: plan, pendingUntil, now: now)) else {
                memory.keep(stored.seq, of: stored.mailbox)
                return .stored(stored)
            }
            guard reasons.count == 4 else { throw contention("the mailbox") }
            if reasons[0].isCondition {
                guard let row = reasons[0].item else { return .refused(.unknownMailbox) }
                let mailbox = try Mailbox(row: row)
                guard mailbox.isOpen(at: now) else { return .refused(.expired) }
                if reasons[2].isCondition { return .duplicate(try await earlier(message, reasons[2])?.message) }
                guard plan.allowsMessage(besides: mailbox.messageCount) else {
                    // A refusal need not name all its reasons.
                    if let earlier = try await earlier(message, reasons[2]) { return .duplicate(earlier.message) }
                    return .refused(.overQuota)
                }
                seq = mailbox.seq
            } else if reasons[2].isCondition {
                return .duplicate(try await earlier(message, reasons[2])?.message)
            } else if reasons[1].isCondition {
                // A message without a mailbox that counts it: the table was changed by hand.
                throw UnreadableRow("message", TableKey.message(message.mailbox, stored.seq))
            } else if reasons[3].isCondition {
                throw Self.isBeingDeleted(message.rawKey)
            }
            try await pause(attempt)
        }
        throw contention("the mailbox")
    }

    private func writes(_ message: StoredMessage, within plan: Plan, _ pendingUntil: Timestamp?, now: Timestamp) throws -> [DynamoDB.Write]
    {
        var condition = "#state = :active AND expires_at > :now AND seq = :seq"
        var values: [String: AttributeValue] = [
            ":active": "active", ":now": .number(now.millisecondsSince1970), ":seq": .number(message.seq - 1), ":one": .number(1),
            ":next": .number(message.seq),
        ]
        if plan.maxMessagesPerMailbox >= 0 {
            condition += " AND message_count < :max"
            values[":max"] = .number(plan.maxMessagesPerMailbox)
        }
        var committed = TableKey.committed(message.id)
        committed["mailbox"] = .string(message.mailbox.key)
        committed["seq"] = .number(message.seq)
        committed["ttl"] = .number(max(now.seconds, 0) + Self.committedIsKept)
        let isNew = DynamoDB.Condition("attribute_not_exists(pk)")
        return [
            .update(
                key: TableKey.mailbox(message.mailbox), expression: "SET seq = :next, message_count = message_count + :one",
                DynamoDB.Condition(condition, names: ["#state": "state"], values: values)),
            .put(try message.row(), isNew),
            .put(committed, isNew),
            Self.need(message.rawKey, pendingUntil: pendingUntil),
        ]
    }

    /// Whether the message was committed before, and the message where it is still there.
    private func earlier(_ message: StoredMessage, _ reason: AWSError.CancellationReason) async throws -> (message: StoredMessage?, Void)? {
        let row = reason.isCondition ? reason.item : nil
        guard let committed = if let row { row } else { try await table.get(TableKey.committed(message.id)) } else { return nil }
        guard let seq = committed["seq"]?.int, committed["mailbox"]?.text == message.mailbox.key else { return (nil, ()) }
        let found = try await table.get(TableKey.message(message.mailbox, seq)).map { try StoredMessage(row: $0) }
        return (found?.id == message.id ? found : nil, ())
    }

    /// See ``MailboxStore/hasCommitted(_:)``.
    public func hasCommitted(_ id: MessageIdentifier) async throws -> Bool {
        try await table.get(TableKey.committed(id)) != nil
    }
}
