import MIME
import Mail

/// Tells mail that a program sent by itself: nothing may be answered to it, or two programs would answer each other for ever.
public enum AutomaticMail {
    /// Until so long after a mail was received SES takes a bounce for it.
    private static let bounceMinutes = 24 * 60

    /// Whether a program sent a mail by itself, or to many: RFC 3834 section 2.
    /// - Parameter envelopeSender: MAIL FROM; nil or empty for the null path.
    public static func isAutomatic(_ message: Message, envelopeSender: String?) -> Bool {
        if isNull(envelopeSender) { return true }
        if let word = message.root.autoSubmitted, word != "no" { return true }
        if let word = message.root.precedence, ["bulk", "list", "junk"].contains(word) { return true }
        return message.root.header("list-id") != nil || message.root.contentType.essence == "multipart/report"
    }

    /// Whether a mail may be bounced: to its sender and nobody else, and in time.
    ///
    /// Without SPF anybody may have written the envelope's sender there, who would get a bounce for a mail that is none of theirs.
    public static func mayBounce(
        _ message: Message, envelopeSender: String?, verdicts: Verdicts, receivedAt: Timestamp, now: Timestamp
    ) -> Bool {
        !isAutomatic(message, envelopeSender: envelopeSender) && verdicts.spf?.uppercased() == "PASS"
            && now < receivedAt.adding(minutes: bounceMinutes)
    }

    private static func isNull(_ path: String?) -> Bool {
        guard let path else { return true }
        return path.allSatisfy { $0.isWhitespace || $0 == "<" || $0 == ">" }
    }
}
