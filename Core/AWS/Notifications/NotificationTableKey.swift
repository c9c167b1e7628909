import AWS
import Crypto
import Mail
import Notifications

/// The keys of the table's rows that notifications have. `docs/data-model.md` says what each row is, who writes it, and how long it lives.
enum NotificationTableKey {
    static func entry(_ key: NotificationKey) -> Item { row("NOTE#\(key.notice)", "T#\(key.recipient)") }
    /// What an alarm was last mailed about; its name may be anything, and long.
    static func state(_ thread: String) -> Item { row("ALARM#\(Array(SHA256.hash(Array(thread.utf8)).prefix(16)).hexadecimal)", "META") }
    static let digestPartition = "DIGEST#open"
    static func digest(_ sort: String) -> Item { row(digestPartition, sort) }

    static func row(_ partition: String, _ sort: String) -> Item { ["pk": .string(partition), "sk": .string(sort)] }
}
