import Crypto
import Mail

/// The keys of the one table's rows. `docs/data-model.md` says what each row is, who writes it, and how long it lives.
enum TableKey {
    static let meta = "META"
    /// What comes behind all rows of messages in a partition.
    static let messagePrefix = "MSG#"
    /// What slots begin with, and partitions of mailboxes too.
    static let slotPrefix = "MB#"
    static let keyPrefix = "KEY#"
    static let planPrefix = "PLAN#"
    static let accountSort = "ACCOUNT"

    static func mailbox(_ address: EmailAddress) -> Item { row("\(slotPrefix)\(address.key)", meta) }
    static func message(_ address: EmailAddress, _ seq: Int) -> Item { row("MB#\(address.key)", messageSort(seq)) }
    static func committed(_ id: MessageIdentifier) -> Item { row("ID#\(id)", meta) }
    static func rawMail(_ key: String) -> Item { row("RAW#\(key)", meta) }
    static func owner(_ owner: String) -> Item { row(ownerPartition(owner), meta) }
    static func owned(_ owner: String, _ address: EmailAddress) -> Item { row(ownerPartition(owner), "\(slotPrefix)\(address.key)") }
    static func account(_ name: String) -> Item { row(ownerPartition(name), accountSort) }
    static func apiKey(_ hash: [UInt8]) -> Item { row("KEY#\(hash.hexadecimal)", meta) }
    static func ownedKey(_ owner: String, _ id: String) -> Item { row(ownerPartition(owner), "\(keyPrefix)\(id)") }
    static let sweep = row("SWEEP", meta)
    static func plan(_ name: String) -> Item { row("\(planPrefix)\(name)", meta) }
    /// The mailbox that a slot is of.
    static func mailbox(slot sort: String) -> Item { row(sort, meta) }

    /// The partition of all that an owner has.
    static func ownerPartition(_ owner: String) -> String { "OWN#\(owner)" }

    /// The largest number of a message.
    static let lastSeq = 999_999_999_999

    /// Twelve digits, so that the order of text is the order of numbers.
    static func messageSort(_ seq: Int) -> String {
        let digits = String(max(0, min(seq, lastSeq)))
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
    static func partition(_ address: EmailAddress, _ end: Timestamp) -> String {
        partition(minute: minute(end: end), shard: shard(address.key))
    }

    /// The minute in which the sweep looks at a mailbox: a whole one behind its end. Whoever changed it before its end has done so by then, or never
    /// will; else a mailbox might be extended whose messages are being removed.
    static func minute(end: Timestamp) -> Int64 { end.minute + 1 }

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
