import Crypto
import Mail

/// Names one mail of Postroom's own: what made it, and who gets it. Every attempt makes the same one.
///
/// Both parts may stand in the tags of SES (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html), so that its events tell
/// which mail they are about.
public struct NotificationKey: Sendable, Hashable {
    /// The tag of SES that names what made the mail.
    public static let noticeTag = "postroom-notice"
    /// The tag of SES that names who gets it.
    public static let recipientTag = "postroom-notice-to"

    /// What made it: `{function}-{id of the SNS message}`, where that id is plain, as it always is, and otherwise with a hash of it.
    public let notice: String
    /// Who gets it: 32 hex digits.
    public let recipient: String

    /// The key of a mail.
    /// - Parameters:
    ///   - function: the function that sends it, such as `WelcomeEmail`; letters only.
    ///   - source: what it is about: the id of an SNS message.
    ///   - recipient: who gets it.
    public init(function: String, source: String, recipient: EmailAddress) {
        notice = "\(function)-\(PlainIdentifier.plain(source, limit: 100))"
        let address = DomainName.inHeader(recipient).key
        self.recipient = Array(SHA256.hash(Array(address.utf8)).prefix(16)).hexadecimal
    }

    /// A key that was made before, as storage and events have it.
    public init(notice: String, recipient: String) {
        self.notice = notice
        self.recipient = recipient
    }
}
