/// What a header says of a mail that is forwarded in spite of its verdict.
public enum MailMark: String, Sendable, CaseIterable {
    /// SES takes it for spam.
    case spam
    /// SES found a virus in it.
    case virus
    /// It fails DMARC, and the sender's domain wants such mail rejected.
    case dmarc

    /// The field that marks a mail.
    public static let field = "X-Postroom-Verdict"

    /// What it means, for the owner of an alias.
    public var explanation: String {
        switch self {
        case .spam: "Amazon SES takes it for spam"
        case .virus: "Amazon SES found a virus in it"
        case .dmarc: "it fails DMARC, and the sender's domain wants such mail rejected"
        }
    }
}
