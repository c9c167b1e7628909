import Mail

extension DynamoDB {
    /// Has the sweep leave a raw mail alone until a time that forwarding needs it, and look at it then.
    ///
    /// Forwarding has a time of its own in the row, `forwarding_until`, since `pending_until` is the deliveries': each commit sets it anew, and the
    /// last one takes it away. The sweep deletes no raw mail before both are over. What keeps it from coming too early:
    /// - A mail that has no row is deleted by nobody: the sweep only knows rows. Where a mail went to mailboxes too, its row has `pending_until` from
    ///   the first commit on, and the deliveries leave it there, since some recipients are not theirs: there are 15 days to come here.
    /// - A row that the sweep is about to claim, it claims on the condition that `forwarding_until` is over or not there; when this write is first,
    ///   the claim fails, and the row has its new place in the index already. When the claim is first, this write fails.
    /// - Everybody else who sets a place in the index only makes the sweep look earlier: it moves the row on to the later of both times.
    /// - What takes a row out of the index is a message that has it, and who deletes that message puts it back.
    ///
    /// Of two that call this, the later time stays.
    /// - Throws: ``AWSError`` with the code `RawMailBeingDeleted` when the sweep has claimed the mail.
    package func keepRawMail(_ key: String, forwardingUntil until: Timestamp, now: Timestamp) async throws {
        // A place in the past nobody would look at.
        let minute = max(until.minute, now.adding(minutes: 2).minute)
        let write = Write.update(
            key: TableKey.rawMail(key), expression: "SET forwarding_until = :until, exp_pk = :pk, exp_sk = :sk ADD messages :none",
            Condition(
                "attribute_not_exists(deleting) AND (attribute_not_exists(forwarding_until) OR forwarding_until < :until)",
                values: [
                    ":until": .number(until.millisecondsSince1970), ":none": .number(0), ":sk": .string(key),
                    ":pk": .string(ExpiryIndex.partition(minute: minute, shard: ExpiryIndex.shard(key))),
                ]))
        do {
            try await self.write(write)
        } catch let error as AWSError where error.code == "ConditionalCheckFailedException" {
            // It may be kept for as long already, be it by an attempt of this call whose answer was lost.
            guard let row = try await get(TableKey.rawMail(key)), row["deleting"] == nil,
                Int64(row["forwarding_until"]?.int ?? 0) >= until.millisecondsSince1970
            else { throw DynamoDBMailboxStore.isBeingDeleted(key, "UpdateItem") }
        }
    }
}
