import MIME

/// Reads stored raw mails again with today's parser, so that old mail profits from a better one.
public struct Reparse: Sendable {
    /// What was done.
    public struct Report: Sendable, Equatable {
        /// Messages looked at.
        public var seen = 0
        /// Messages whose parsed fields came out different and were replaced.
        public var changed = 0
        /// Messages whose raw mail is gone.
        public var missing = 0

        /// Creates an empty report.
        public init() {}
    }

    private let store: any MailboxStore
    private let rawMail: any RawMailStore
    private let extract: SummaryExtract.Reader?

    /// Creates the operation.
    /// - Parameter extract: looks for codes and links; without it summaries have none.
    public init(store: any MailboxStore, rawMail: any RawMailStore, extract: SummaryExtract.Reader? = nil) {
        self.store = store
        self.rawMail = rawMail
        self.extract = extract
    }

    /// Goes through all messages.
    /// - Returns: what was done.
    /// - Throws: what the stores throw.
    public func run() async throws -> Report {
        var report = Report()
        var cursor: MessageCursor?
        while true {
            let page = try await store.page(after: cursor, limit: 100)
            guard let last = page.last else { return report }
            cursor = MessageCursor(last)
            for message in page {
                report.seen += 1
                do {
                    let mail = Message(try await rawMail.get(message.rawKey), limits: MessageSummary.limits)
                    let summary = MessageSummary(mail, extract: extract?(mail))
                    guard summary != message.summary else { continue }
                    if try await store.update(summary, of: message.id, in: message.mailbox) { report.changed += 1 }
                } catch is RawMailMissing {
                    report.missing += 1
                }
            }
        }
    }
}
