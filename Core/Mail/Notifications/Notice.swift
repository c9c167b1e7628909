import Mail

/// What one SNS message says, as a mail: its subject, its two bodies, and what it takes to thread, fold and list it.
///
/// Everything in it is safe as it stands: ``subject``, ``thread`` and ``summary`` are single lines without characters that nobody sees,
/// ``html`` has every word of the sender escaped, and each is bounded, whatever came in.
public struct Notice: Sendable, Hashable {
    /// What kind of message it was.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A CloudWatch alarm, sent by the alarm itself or by way of EventBridge.
        case alarm
        /// A CloudWatch alarm on the estimated charges of an account.
        case billing
        /// AWS Budgets, or Cost Anomaly Detection.
        case budget
        /// Anything else.
        case generic
    }

    /// What kind of message it was.
    public var kind: Kind
    /// The same text for every state of an alarm, so that mail clients put them into one thread: Gmail looks at the subject as well as at
    /// `References`. At most 200 characters.
    public var subject: String
    /// The `text/plain` part: lines end with LF, and are at most 78 characters long where words allow it.
    public var text: String
    /// The `text/html` part: a whole document that loads nothing.
    public var html: String
    /// What names the thread: the alarm's ARN; account and name of a budget; topic and subject of anything else. At most 500 characters.
    public var thread: String
    /// The state that an alarm has gone to, as AWS writes it: `ALARM`, `OK`, `INSUFFICIENT_DATA`; for a budget, `ALARM`.
    ///
    /// nil when the message tells none, and when it is none that is known.
    public var state: String?
    /// The state that an alarm comes from, written the same way.
    public var previousState: String?
    /// When the state changed; nil when the message does not tell.
    public var changedAt: Timestamp?
    /// One line that says what happened, for a list of many. At most 300 characters.
    public var summary: String

    /// Creates a notice.
    public init(
        kind: Kind, subject: String, text: String, html: String, thread: String, state: String? = nil, previousState: String? = nil,
        changedAt: Timestamp? = nil, summary: String
    ) {
        self.kind = kind
        self.subject = subject
        self.text = text
        self.html = html
        self.thread = thread
        self.state = state
        self.previousState = previousState
        self.changedAt = changedAt
        self.summary = summary
    }
}
