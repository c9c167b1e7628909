/// The tags with which forwarded mail is sent, and which its events carry; the same as of its ledger, which only those know that forward.
public enum MailTags {
    /// SES's id of the mail that came in.
    public static let origin = "postroom-mail"
}
