import Mail

/// One thing that happened to a mail, for one of its recipients: a line of the mail log.
///
/// The log is for the people who run a deployment, with full addresses unless ``LoggedAddresses`` says otherwise: `docs/mail-log.md`.
public struct MailLogEntry: Sendable, Equatable {
    /// What happened.
    public enum Status: String, Sendable, CaseIterable {
        /// SES has handed the mail over to us.
        case received
        /// It is in a mailbox.
        case stored
        /// It was sent on to a target; ``MailLogEntry/next`` is what it is called from there on.
        case forwarded
        /// It is kept, and its owner told.
        case quarantined
        /// It is not taken, and nothing is tried again.
        case refused
        /// It is tried again later.
        case deferred
        /// It was given up.
        case failed
        /// SES has taken it for sending.
        case sent
        /// It is not sent: the address is on the suppression list.
        case suppressed
        /// The recipient's server has taken it.
        case delivered
        /// SES could not deliver it yet, and tries on.
        case delayed
        /// It came back.
        case bounced
        /// The recipient, or their provider, has marked it as spam.
        case complained
        /// SES did not send it: there is a virus in it.
        case rejected
        /// Somebody has opened it.
        case opened
        /// Somebody has followed a link in it.
        case clicked
    }

    /// What happened.
    public var status: Status
    /// When.
    public var time: Timestamp
    /// Which function says so.
    public var function: String
    /// SES's id of the mail; nil of a mail that was never sent.
    public var sesID: String?
    /// SES's id of the mail that came in, where this one was forwarded from it.
    public var origin: String?
    /// SES's id of the mail that this one was sent on as.
    public var next: String?
    /// Message-ID of the header, without brackets.
    public var messageID: String?
    /// Who sent it, as the envelope has it; empty for the null path.
    public var from: String?
    /// Who gets it.
    public var to: String?
    /// The alias that it came to, where it was sent on.
    public var alias: String?
    /// The host that took or refused it.
    public var relay: String?
    /// The enhanced status code, such as `5.1.1` (RFC 3463).
    public var dsn: String?
    /// Milliseconds since SES took it.
    public var delay: Int64?
    /// What else is said of it: the answer of a server, or a reason.
    public var detail: String?
    /// The stored message, or the notice.
    public var id: String?

    /// Creates an entry with what every one has.
    public init(_ status: Status, time: Timestamp, function: String, sesID: String?, to: String? = nil) {
        self.status = status
        self.time = time
        self.function = function
        self.sesID = sesID
        self.to = to
    }
}

extension MailLogEntry {
    /// A Message-ID as the log has it: without spaces and brackets around it.
    public static func withoutBrackets(_ id: String) -> String {
        var text = id[...]
        while let first = text.first, first.isWhitespace || first == "<" { text.removeFirst() }
        while let last = text.last, last.isWhitespace || last == ">" { text.removeLast() }
        return String(text)
    }
}
