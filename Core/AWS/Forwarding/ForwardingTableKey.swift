import AWS
import Forwarding

/// The keys of the table's rows that forwarding has. `docs/data-model.md` says what each row is, who writes it, and how long it lives.
enum ForwardingTableKey {
    /// What the sort keys of a mail's entries begin with.
    static let entryPrefix = "E#"
    /// What the partitions of aliases begin with.
    static let aliasPrefix = "ALIAS#"

    static func mail(_ mail: String) -> String { "FWD#\(mail)" }
    static func entry(_ key: LedgerKey) -> Item { row(mail(key.mail), "\(entryPrefix)\(key.entry)") }
    /// `key` is the one of the recipient without a target.
    static func recipient(_ key: LedgerKey) -> Item { row(mail(key.mail), "R#\(key.entry)") }
    static func target(_ key: AliasKey) -> Item { row("TGT#\(key)", "META") }
    /// No local part is `@` alone: it would stand in quotes.
    static func alias(_ key: AliasKey) -> Item { row("\(aliasPrefix)\(key.domain)", key.localPart ?? "@") }
    static func replyToken(_ token: String) -> Item { row("REPLY#\(token)", "META") }
    static let secret = row("SECRET#forwarding", "META")

    private static func row(_ partition: String, _ sort: String) -> Item { ["pk": .string(partition), "sk": .string(sort)] }
}

/// Where the index `expiry` has the entries of a day: the sweep reads none but the partitions `EXP#…`.
enum DayIndex {
    /// The partition of a day in UTC, such as `2026-11-21`.
    static func partition(_ day: String) -> String { "FWD#\(day)" }

    /// The place of an entry in its day's partition.
    static func place(_ key: LedgerKey) -> String { "\(key.mail)#\(key.entry)" }

    /// The key that has a place; nil when nothing has it. Neither part has a `#` in it.
    static func key(_ place: String) -> LedgerKey? {
        let parts = place.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return LedgerKey(mail: String(parts[0]), entry: String(parts[1]))
    }
}
