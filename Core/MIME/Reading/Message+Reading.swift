extension Message {
    /// What a mail reader shows.
    public var reading: Reading { Reading(self) }

    /// The decoded subject; nil when there is none.
    public var subject: String? { root.header("subject")?.value }
    /// The authors.
    public var from: [Address] { root.header("from")?.addresses ?? [] }
    /// The primary recipients.
    public var to: [Address] { root.header("to")?.addresses ?? [] }
    /// The other recipients.
    public var cc: [Address] { root.header("cc")?.addresses ?? [] }
    /// Where replies should go.
    public var replyTo: [Address] { root.header("reply-to")?.addresses ?? [] }
    /// The Date field; nil when it is missing or names no day.
    public var date: DateTime? { root.header("date")?.date }
    /// Message-ID without its angle brackets.
    public var messageID: String? { root.messageID }
}
