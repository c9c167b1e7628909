import MIME

/// The one entry point for every mail that comes in, on AWS and on a laptop.
///
/// It may be called any number of times with the same mail: each recipient gets it once.
public struct Delivery: Sendable {
    private let store: any MailboxStore
    private let rawMail: any RawMailStore
    private let publisher: any EventPublisher
    private let clock: any WallClock
    private let random: any RandomSource
    private let policy: DeliveryPolicy
    private let extract: SummaryExtract.Reader?

    /// How long after its receipt a mail may still be delivered, in minutes: the dead-letter queue keeps what failed for 14 days, and it may come
    /// there a while later.
    static let pendingMinutes = 15 * 24 * 60

    /// Creates the entry point.
    /// - Parameter extract: looks for codes and links; without it summaries have none.
    public init(
        store: any MailboxStore, rawMail: any RawMailStore, publisher: any EventPublisher, clock: any WallClock, random: any RandomSource,
        policy: DeliveryPolicy, extract: SummaryExtract.Reader? = nil
    ) {
        self.store = store
        self.rawMail = rawMail
        self.publisher = publisher
        self.clock = clock
        self.random = random
        self.policy = policy
        self.extract = extract
    }

    /// Delivers a mail to all its envelope recipients.
    /// - Returns: one outcome for each distinct recipient, in the envelope's order.
    /// - Throws: ``DeliveryIncomplete`` when storage or publishing failed for some; the others are done. ``RawMailUnsettled`` when all are done,
    ///   and the store could not be told so.
    public func deliver(_ mail: IncomingMail) async throws -> [RecipientOutcome] {
        var parsed: ParsedMail?
        var outcomes: [RecipientOutcome] = []
        var failures: [(recipient: String, error: any Error)] = []
        let recipients = distinct(mail.recipients)
        // What one recipient deletes another may still need.
        let isShared = recipients.count { $0.address != nil } > 1
        let pendingUntil = isShared ? mail.receivedAt.adding(minutes: Self.pendingMinutes) : nil
        for (recipient, address) in recipients {
            do {
                let result: RecipientOutcome.Result =
                    if let address { try await deliver(mail, to: address, pendingUntil, &parsed) } else { .refused(.invalidAddress) }
                outcomes.append(RecipientOutcome(recipient: recipient, result: result))
            } catch {
                failures.append((recipient, error))
            }
        }
        guard failures.isEmpty else { throw DeliveryIncomplete(outcomes: outcomes, failures: failures) }
        do {
            try await settle(mail.rawKey, outcomes, isShared: isShared)
        } catch {
            throw RawMailUnsettled(outcomes: outcomes, key: mail.rawKey, error: error)
        }
        return outcomes
    }

    /// Each recipient once, with its address where it is one.
    private func distinct(_ recipients: [String]) -> [(recipient: String, address: EmailAddress?)] {
        var seen: Set<[UInt8]> = []
        return recipients.compactMap { recipient in
            let address = try? EmailAddress(recipient)
            return seen.insert(Array((address?.key ?? recipient).utf8)).inserted ? (recipient, address) : nil
        }
    }

    /// Lets go of the raw mail for those recipients that never come back to it.
    private func settle(_ rawKey: String, _ outcomes: [RecipientOutcome], isShared: Bool) async throws {
        // Another function may still need it for those that are not ours.
        guard !outcomes.isEmpty, !outcomes.contains(where: { $0.result == .notMine }) else { return }
        if outcomes.allSatisfy({ if case .refused = $0.result { true } else { false } }) {
            try await store.discardRawMail(rawKey)
        } else if isShared {
            try await store.settleRawMail(rawKey)
        }
    }

    /// Why mail for an address would be refused now; nil when it would be stored. Nothing is changed, and nothing is promised: the mailbox may
    /// be filled or ended before the mail comes.
    public func refusal(of address: EmailAddress) async throws -> Refusal? {
        guard policy.unknownMailbox == .refuse else { return nil }
        guard let mailbox = try await store.mailbox(address) else { return .unknownMailbox }
        guard mailbox.isOpen(at: clock.now()) else { return .expired }
        return try await store.plan(of: mailbox, now: clock.now()).allowsMessage(besides: mailbox.messageCount) ? nil : .overQuota
    }

    /// The raw mail is fetched and parsed once, and only when some recipient takes it.
    private struct ParsedMail {
        var summary: MessageSummary
        var size: Int
    }

    private func deliver(_ mail: IncomingMail, to address: EmailAddress, _ pendingUntil: Timestamp?, _ parsed: inout ParsedMail?)
        async throws
        -> RecipientOutcome.Result
    {
        guard policy.domains.contains(address.domain) else { return .notMine }
        if policy.virus == .refuse, mail.verdicts.hasVirus { return .refused(.virus) }
        if policy.spam == .refuse, mail.verdicts.isSpam { return .refused(.spam) }
        let mailbox: Mailbox
        switch try await openMailbox(address, for: mail) {
        case .success(let open): mailbox = open
        case .failure(let closed): return .refused(closed.refusal)
        }
        let plan = try await store.plan(of: mailbox, now: clock.now())
        let id = MessageIdentifier(sesMessageID: mail.sesMessageID, recipient: address)
        let content: ParsedMail
        if let known = parsed {
            content = known
        } else {
            do {
                let bytes = try await rawMail.get(mail.rawKey)
                let message = Message(bytes, limits: MessageSummary.limits)
                content = ParsedMail(summary: MessageSummary(message, extract: extract?(message)), size: bytes.count)
                parsed = content
            } catch let missing as RawMailMissing {
                // A late repetition of a mail that was stored, read and deleted: its raw mail is gone for good.
                guard try await store.hasCommitted(id) else { throw missing }
                return .duplicate(id)
            }
        }
        let message = StoredMessage(
            id: id, mailbox: address, rawKey: mail.rawKey, size: content.size, receivedAt: mail.receivedAt,
            envelopeSender: mail.envelopeSender, verdicts: mail.verdicts, summary: content.summary)
        switch try await store.commit(message, within: plan, pendingUntil: pendingUntil, now: clock.now()) {
        case .stored(let stored):
            try await publisher.publish(MailboxEvent(newMessage: stored))
            return .stored(stored.id, seq: stored.seq)
        case .duplicate(let stored):
            // The attempt before may have ended between commit and publish.
            if let stored { try await publisher.publish(MailboxEvent(newMessage: stored)) }
            return .duplicate(message.id)
        case .refused(let refusal):
            return .refused(refusal)
        }
    }

    private struct Closed: Error {
        var refusal: Refusal
    }

    /// The mailbox of an address if it takes mail, made on the fly where policy says so.
    private func openMailbox(_ address: EmailAddress, for mail: IncomingMail) async throws -> Result<Mailbox, Closed> {
        let now = clock.now()
        let existing = try await store.mailbox(address)
        if let existing, existing.isOpen(at: now) { return .success(existing) }
        guard case .create(let planName, let owner) = policy.unknownMailbox else {
            return .failure(Closed(refusal: existing == nil ? .unknownMailbox : .expired))
        }
        let plan = try await store.plan(named: planName) ?? .local
        // Nobody has the token: the owner's account opens the mailbox.
        let mailbox = Mailbox(
            address: address, owner: owner, plan: plan.name, createdAt: now, expiresAt: now.adding(minutes: plan.ttl(nil)),
            tokenHash: try SessionToken(random).hash)
        switch try await store.create(mailbox, within: plan, reclaims: true, now: now) {
        case .created(let made, let released):
            // The mail itself may be one of them, delivered to the former mailbox before; its other recipients need it.
            for key in released where key != mail.rawKey { try await rawMail.delete(key) }
            return .success(made)
        case .limitReached: return .failure(Closed(refusal: .overQuota))
        case .addressTaken:
            // Another delivery made it in the meantime.
            guard let other = try await store.mailbox(address), other.isOpen(at: now) else { return .failure(Closed(refusal: .expired)) }
            return .success(other)
        }
    }
}
