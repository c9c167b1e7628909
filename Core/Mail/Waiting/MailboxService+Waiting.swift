import MIME

extension MailboxService {
    /// Messages that are read at a time.
    private static let page = 100
    /// Near misses that are told, at most.
    private static let nearMisses = 10

    /// Waits until messages with a `seq` above `cursor` meet the criteria.
    /// - Parameters:
    ///   - mailbox: an open mailbox.
    ///   - cursor: the `seq` behind which messages count; 0 for all.
    ///   - duration: how long at most; nothing looks once.
    /// - Returns: what came; nil when the mailbox ended meanwhile.
    public func wait(in mailbox: Mailbox, for criteria: WaitCriteria, after cursor: Int, atMost duration: Duration) async throws
        -> WaitOutcome?
    {
        let begin = ContinuousClock.now
        // Before the first look: what is committed behind it wakes the waiter.
        let waiter = watch.waiter(for: mailbox.address)
        var outcome = WaitOutcome(messages: [], hasTimedOut: false, cursor: cursor, seen: 0, nearMisses: [], waited: .zero)
        var position = max(cursor, mailbox.firstSeq)
        while true {
            let range = MessageRange(after: position, order: .oldestFirst)
            let found = try await messages(in: mailbox.address, range, limit: Self.page)
            for message in found {
                position = message.seq
                outcome.seen += 1
                let content = criteria.needsRawMail ? try await content(of: message) : nil
                let unmet = criteria.unmet(by: message, content: content)
                guard unmet.isEmpty else {
                    outcome.nearMisses.append(.init(message: message, unmet: unmet))
                    if outcome.nearMisses.count > Self.nearMisses { outcome.nearMisses.removeFirst() }
                    continue
                }
                outcome.messages.append(message)
                outcome.cursor = message.seq
                outcome.waited = .now - begin
                if outcome.messages.count >= criteria.count { return outcome }
            }
            if found.count == Self.page { continue }
            // An empty page is also what a mailbox has that is no more, or is another one by now.
            guard let now = try await self.mailbox(mailbox.address), now.tokenHash == mailbox.tokenHash else { return nil }
            let left = begin + duration - .now
            guard left > .zero else { break }
            try await waiter.wait(atMost: left)
        }
        outcome.hasTimedOut = true
        outcome.cursor = position
        outcome.waited = .now - begin
        return outcome
    }

    /// What of a mail can be looked for that its row does not have; nothing of one whose raw mail is gone.
    public func content(of message: StoredMessage) async throws -> MessageContent {
        do {
            let reading = Message(try await rawMail(of: message)).reading
            return MessageContent(
                text: reading.preview(length: MessageContent.maximumLength).lowercased(),
                filenames: reading.attachments.compactMap { $0.filename?.lowercased() })
        } catch is RawMailMissing {
            return MessageContent(text: "", filenames: [])
        }
    }
}
