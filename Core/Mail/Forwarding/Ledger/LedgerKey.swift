import Crypto
import Mail

/// Names an entry of the ledger: a mail, an envelope recipient, and a target; or a recipient alone.
///
/// Both parts may stand in the tags of SES, whose values have letters, digits, `_` and `-`
/// (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html), so that events tell which entry they are about.
public struct LedgerKey: Sendable, Hashable {
    /// The tag of SES that names the mail.
    public static let mailTag = "postroom-mail"
    /// The tag of SES that names the entry of the mail.
    public static let entryTag = "postroom-entry"

    /// The mail: ``mail(_:)``.
    public let mail: String
    /// The recipient and the target: 32 hex digits.
    public let entry: String

    /// The key of an entry for a target, or of what happened to a recipient that has none.
    public init(mail: String, recipient: EmailAddress, target: EmailAddress? = nil) {
        self.mail = mail
        let text = "\(AliasKey(recipient))|\(target.map { AliasKey($0).description } ?? "")"
        entry = Array(SHA256.hash(Array(text.utf8)).prefix(16)).hexadecimal
    }

    /// A key that was made before, as storage and events have it.
    public init(mail: String, entry: String) {
        self.mail = mail
        self.entry = entry
    }

    /// The name of a mail in the ledger: SES's message id where that is short and plain, as it always is, and otherwise a hash of it.
    public static func mail(_ sesMessageID: String) -> String { PlainIdentifier.plain(sesMessageID, limit: 120) }
}
