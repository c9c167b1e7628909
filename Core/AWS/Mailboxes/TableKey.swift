import Mail

/// The keys of the one table's rows. `docs/data-model.md` says what each row is, who writes it, and how long it lives.
enum TableKey {
    static let meta = "META"
    /// What comes behind all rows of messages in a partition.
    static let messagePrefix = "MSG#"

    static func mailbox(_ address: EmailAddress) -> Item { row("MB#\(address.key)", meta) }
    static func message(_ address: EmailAddress, _ seq: Int) -> Item { row("MB#\(address.key)", messageSort(seq)) }
    static func committed(_ id: MessageIdentifier) -> Item { row("ID#\(id)", meta) }
    static func rawMail(_ key: String) -> Item { row("RAW#\(key)", meta) }
    static func owner(_ owner: String) -> Item { row("OWN#\(owner)", meta) }
    static func owned(_ owner: String, _ address: EmailAddress) -> Item { row("OWN#\(owner)", "MB#\(address.key)") }
    static let sweep = row("SWEEP", meta)
    static func plan(_ name: String) -> Item { row("PLAN#\(name)", meta) }

    /// Twelve digits, so that the order of text is the order of numbers.
    static func messageSort(_ seq: Int) -> String {
        let digits = String(max(0, min(seq, 999_999_999_999)))
        return messagePrefix + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// The key of a row that was read.
    static func of(_ row: Item) -> Item { row.filter { $0.key == "pk" || $0.key == "sk" } }

    private static func row(_ partition: String, _ sort: String) -> Item { ["pk": .string(partition), "sk": .string(sort)] }
}

/// The index that the sweep reads: what ends in a minute, spread over shards.
package enum ExpiryIndex {
    /// The index's name.
    package static let name = "expiry"
    /// Into how many partitions the mailboxes that end in one minute go.
    package static let shards = 10

    /// The partition of a mailbox.
    static func partition(_ address: EmailAddress, _ time: Timestamp) -> String {
        partition(minute: time.minute, shard: shard(address.key))
    }

    /// The shard of a key.
    static func shard(_ key: String) -> Int {
        // FNV-1a: the same in every process, which Swift's hash is not.
        let hash = key.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int(hash % UInt64(shards))
    }

    /// The partition of a minute and a shard.
    package static func partition(minute: Int64, shard: Int) -> String { "EXP#\(minute)#\(shard)" }
}

extension Timestamp {
    /// Minutes since 1970, rounded up: from that minute on it is over.
    package var minute: Int64 { (millisecondsSince1970.addingReportingOverflow(59_999).partialValue) / 60_000 }

    /// Seconds since 1970, for DynamoDB's own expiry.
    package var seconds: Int64 { millisecondsSince1970 / 1000 }
}
