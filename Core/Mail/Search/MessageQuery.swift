/// What is looked for among messages: `from:shop subject:"your order" -is:read larger:10k`.
///
/// Terms stand between spaces and all have to hold; `-` or `!` before a term turns it round. A term without a name is looked for in the subject, the
/// addresses and the beginning of the text. Case makes no difference.
public struct MessageQuery: Sendable, Equatable {
    /// Characters that a query may have.
    public static let maximumLength = 1000
    /// Terms that a query may have.
    public static let maximumTerms = 32

    /// A condition.
    public struct Term: Sendable, Equatable {
        /// What has to hold.
        public var condition: Condition
        /// Whether it must not.
        public var isNegated: Bool

        /// Creates a term.
        public init(_ condition: Condition, isNegated: Bool = false) {
            self.condition = condition
            self.isNegated = isNegated
        }
    }

    /// What can be asked of a message. Texts are in lower case.
    public enum Condition: Sendable, Equatable {
        /// In the subject, an address, a name, or the beginning of the text.
        case anywhere(String)
        /// In the author's name or address.
        case from(String)
        /// In a recipient's name or address.
        case to(String)
        /// In a name or address of the authors or recipients.
        case addressed(String)
        /// In the subject.
        case subject(String)
        /// In the Message-ID.
        case messageID(String)
        /// In the text or the HTML, as it is read. Takes the raw mail.
        case body(String)
        /// In the name of an attachment. Takes the raw mail.
        case filename(String)
        /// Whether somebody has read it.
        case isRead(Bool)
        /// Whether it has attachments.
        case hasAttachment
        /// Whether it has a code to type in.
        case hasOTP
        /// Whether it has a link to follow.
        case hasLink
        /// Accepted at or behind this time.
        case after(Timestamp)
        /// Accepted before this time.
        case before(Timestamp)
        /// More bytes than this.
        case larger(Int)
        /// Fewer bytes than this.
        case smaller(Int)

        /// Whether the stored row alone does not tell.
        public var needsRawMail: Bool {
            switch self {
            case .body, .filename: true
            default: false
            }
        }
    }

    /// What has to hold.
    public var terms: [Term]

    /// Creates a query.
    public init(_ terms: [Term] = []) {
        self.terms = terms
    }

    /// Whether the stored rows alone do not tell.
    public var needsRawMail: Bool { terms.contains { $0.condition.needsRawMail } }

    /// Whether a message is looked for.
    /// - Parameter content: the mail's content, where ``needsRawMail``; without it terms that take it count as they would of an empty mail.
    public func matches(_ message: StoredMessage, content: MessageContent? = nil) -> Bool {
        terms.allSatisfy { $0.condition.holds(message, content) != $0.isNegated }
    }

    /// Whether a message is out of the question, whatever its content is.
    public func excludes(_ message: StoredMessage) -> Bool {
        terms.contains { !$0.condition.needsRawMail && $0.condition.holds(message, nil) == $0.isNegated }
    }
}

/// What of a mail's content can be looked for.
public struct MessageContent: Sendable {
    /// The text, or that of the HTML where there is none, in lower case and with single spaces.
    public var text: String
    /// Names of attachments, in lower case.
    public var filenames: [String]

    /// Characters of a mail's text that are looked at.
    static let maximumLength = 100_000

    /// Creates a content.
    public init(text: String, filenames: [String]) {
        self.text = text
        self.filenames = filenames
    }
}

extension MessageQuery.Condition {
    fileprivate func holds(_ message: StoredMessage, _ content: MessageContent?) -> Bool {
        let summary = message.summary
        switch self {
        case .anywhere(let text):
            return has(summary.subject, text) || has(summary.from + summary.to, text) || has(summary.snippet, text)
                || has(message.envelopeSender ?? "", text)
        case .from(let text): return has(summary.from, text) || has(message.envelopeSender ?? "", text)
        case .to(let text): return has(summary.to, text)
        case .addressed(let text): return has(summary.from + summary.to, text)
        case .subject(let text): return has(summary.subject, text)
        case .messageID(let text): return has(summary.messageID ?? "", text)
        case .body(let text): return content.map { $0.text.utf8.contains(text.utf8) } ?? false
        case .filename(let text): return content.map { $0.filenames.contains { $0.utf8.contains(text.utf8) } } ?? false
        case .isRead(let wanted): return message.isRead == wanted
        case .hasAttachment: return summary.attachmentCount > 0
        case .hasOTP: return summary.extract?.otp != nil
        case .hasLink: return summary.extract?.link != nil
        case .after(let time): return message.receivedAt >= time
        case .before(let time): return message.receivedAt < time
        case .larger(let bytes): return message.size > bytes
        case .smaller(let bytes): return message.size < bytes
        }
    }

    private func has(_ text: String, _ part: String) -> Bool { text.lowercased().utf8.contains(part.utf8) }

    private func has(_ people: [MessageSummary.Correspondent], _ part: String) -> Bool {
        people.contains { has($0.name, part) || has($0.address, part) }
    }
}

extension Collection<UInt8> {
    /// Whether these bytes stand somewhere in it.
    fileprivate func contains(_ part: some Collection<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        let wanted = Array(part), bytes = Array(self)
        guard wanted.count <= bytes.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
            if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
        }
        return false
    }
}
