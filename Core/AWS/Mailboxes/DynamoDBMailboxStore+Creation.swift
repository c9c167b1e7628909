import Mail

extension DynamoDBMailboxStore {
    /// See ``MailboxStore/create(_:within:reclaims:now:)``.
    ///
    /// An owner's row counts the mailboxes, and each has a row of its own below it: whoever removes that row, and nobody else, takes one off.
    public func create(_ mailbox: Mailbox, within plan: Plan, reclaims: Bool, now: Timestamp) async throws -> MailboxCreation {
        var hasReclaimed = false
        for attempt in 0..<Self.tries {
            var made = mailbox
            let existing = try await self.mailbox(mailbox.address)
            if let existing {
                guard reclaims, !existing.isOpen(at: now) else { return .addressTaken }
                made.seq = existing.seq
                made.firstSeq = existing.seq
            }
            let slots = try await slots(of: made, replacing: existing, within: plan)
            let writes = [DynamoDB.Write.put(try made.row(), Self.unchanged(existing))] + slots.writes
            guard let reasons = try await transact(writes) else {
                memory.keep(made, at: made.address)
                if existing != nil { try await giveUpMessages(of: made.address, through: made.firstSeq, minute: soon) }
                return .created(made)
            }
            if let counter = slots.counter, reasons.count > counter, reasons[counter].isCondition, !reasons[0].isCondition {
                // Those that have expired give their slots back now, if nobody has swept them up yet.
                guard !hasReclaimed, let owner = mailbox.owner, try await reclaimSlots(of: owner, now: now) else { return .limitReached }
                hasReclaimed = true
                continue
            }
            try await pause(attempt)
        }
        throw contention("the mailbox or its owner")
    }

    /// The condition that a mailbox is what was read of it.
    private static func unchanged(_ mailbox: Mailbox?) -> DynamoDB.Condition {
        guard let mailbox else { return DynamoDB.Condition("attribute_not_exists(pk)") }
        return DynamoDB.Condition(
            "seq = :seq AND created_at = :created AND expires_at = :expires AND #state = :state AND token_hash = :token",
            names: ["#state": "state"],
            values: [
                ":seq": .number(mailbox.seq), ":created": .number(mailbox.createdAt.millisecondsSince1970),
                ":expires": .number(mailbox.expiresAt.millisecondsSince1970), ":state": .string(mailbox.state.rawValue),
                ":token": .binary(mailbox.tokenHash),
            ])
    }

    /// What a new mailbox changes of the slots of its owner, and of the owner before.
    private func slots(of made: Mailbox, replacing existing: Mailbox?, within plan: Plan) async throws -> (
        writes: [DynamoDB.Write], counter: Int?
    ) {
        var writes: [DynamoDB.Write] = []
        var keepsSlot = false
        if let existing, let former = existing.owner, let slot = try await table.get(TableKey.owned(former, existing.address)) {
            if former.utf8.elementsEqual((made.owner ?? "").utf8), made.owner != nil {
                keepsSlot = true
            } else {
                writes.append(Self.removeSlot(slot))
                writes.append(Self.countDown(former))
            }
        }
        guard let owner = made.owner else { return (writes, nil) }
        var slot = TableKey.owned(owner, made.address)
        slot["expires_at"] = .number(made.expiresAt.millisecondsSince1970)
        writes.append(.put(slot, DynamoDB.Condition(keepsSlot ? "attribute_exists(pk)" : "attribute_not_exists(pk)")))
        let added = keepsSlot ? 0 : 1
        var condition = DynamoDB.Condition(values: [":added": .number(added), ":zero": .number(0)])
        if plan.maxMailboxes >= 0 {
            // Where nothing is counted yet, there is room for one if the plan has room at all.
            condition.expression =
                plan.maxMailboxes >= added ? "attribute_not_exists(active) OR active <= :room" : "attribute_exists(pk) AND active < :zero"
            if plan.maxMailboxes >= added { condition.values[":room"] = .number(plan.maxMailboxes - added) }
        }
        writes.append(
            .update(key: TableKey.owner(owner), expression: "SET active = if_not_exists(active, :zero) + :added", condition))
        return (writes, writes.count)
    }

    /// Takes a row below an owner away, if it is still the one that was read.
    private static func removeSlot(_ slot: Item) -> DynamoDB.Write {
        .delete(
            key: TableKey.of(slot),
            DynamoDB.Condition("expires_at = :expires", values: [":expires": slot["expires_at"] ?? .null]))
    }

    private static func countDown(_ owner: String) -> DynamoDB.Write {
        .update(key: TableKey.owner(owner), expression: "SET active = active - :one", DynamoDB.Condition(values: [":one": .number(1)]))
    }

    /// Gives the slots of expired mailboxes back; false when there are none.
    private func reclaimSlots(of owner: String, now: Timestamp) async throws -> Bool {
        var query = Self.slots(of: owner)
        query.filter = "expires_at <= :now"
        query.values[":now"] = .number(now.millisecondsSince1970)
        var hasReclaimed = false
        repeat {
            let page = try await table.query(query)
            for slot in page.items {
                try await giveBack(slot, of: owner)
                hasReclaimed = true
            }
            query.after = page.next
        } while query.after != nil
        return hasReclaimed
    }

    private func giveBack(_ slot: Item, of owner: String) async throws {
        for attempt in 0..<Self.tries {
            guard let reasons = try await transact([Self.removeSlot(slot), Self.countDown(owner)]) else { return }
            // Another was faster, and has counted it.
            if reasons[0].isCondition { return }
            try await pause(attempt)
        }
        throw contention("the owner's count")
    }

    /// What gives a mailbox's slot back, if it has one.
    func releaseSlot(of mailbox: Mailbox) async throws -> [DynamoDB.Write] {
        guard let owner = mailbox.owner, let slot = try await table.get(TableKey.owned(owner, mailbox.address)) else { return [] }
        return [Self.removeSlot(slot), Self.countDown(owner)]
    }
}
