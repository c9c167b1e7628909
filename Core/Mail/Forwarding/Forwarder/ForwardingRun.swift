import MIME
import Mail

/// One mail on its way through the forwarder.
struct ForwardingRun {
    let parts: Forwarder.Parts
    let settings: ForwardingSettings
    let request: ForwardingRequest
    let attempt: Int
    let end: Timestamp
    /// The mail's name in the ledger.
    let mail: String
    /// What became of it so far.
    var outcomes: [ForwardingOutcome] = []
    /// When something has to be tried again.
    private var waits: [(until: Timestamp, reason: String)] = []
    private var content: MailContent?

    init(_ parts: Forwarder.Parts, _ settings: ForwardingSettings, _ request: ForwardingRequest, attempt: Int, end: Timestamp) {
        self.parts = parts
        self.settings = settings
        self.request = request
        self.attempt = attempt
        self.end = end
        mail = LedgerKey.mail(request.sesMessageID)
    }

    var now: Timestamp { parts.clock.now() }

    /// The mail's content.
    func opened() throws -> MailContent {
        guard let content else { throw RawMailMissing(key: request.rawKey) }
        return content
    }

    /// Fetches the mail.
    mutating func begin() async throws {
        // The first attempt says how long it is needed; what is there longer does no harm, and what is gone too early cannot be sent again.
        if attempt == 0 { try await parts.originals.keep(request.rawKey, until: settings.keptUntil(request.receivedAt)) }
        content = try MailContent(try await parts.originals.open(request.rawKey))
    }

    // MARK: - A recipient

    /// Forwards to all targets of a recipient.
    mutating func forward(_ text: String, _ address: EmailAddress) async throws {
        switch try await standsFor(text, address) {
        case nil: return
        case .forged?: return try await refuse(text, address, "no_reply_address")
        case .correspondent(let correspondent, let alias)?: return try await reply(text, address, as: alias, to: correspondent)
        case .other?: break
        }
        guard let route = try await route(text, address, of: address) else { return }
        switch route {
        case .unknown: try await unknown(text, address)
        case .disabled: try await refuse(text, address, "disabled_alias")
        case .targets(let targets): try await forward(text, address, to: targets)
        }
    }

    /// Where an address leads; nil when nobody can say it now.
    mutating func route(_ text: String, _ recipient: EmailAddress, of alias: EmailAddress) async throws -> AliasRoute? {
        do {
            return try await parts.router.route(alias)
        } catch let chain as AliasChainError {
            // No retry mends what people wrote; whoever has corrected it gives the mail back.
            try await failUnrouted(text, recipient, "alias_chain: \(chain)")
        } catch {
            try await unrouted(text, recipient, "aliases_unreadable: \(PrintableText.line("\(error)", limit: 300))")
        }
        return nil
    }

    private mutating func forward(_ text: String, _ address: EmailAddress, to targets: [AliasTarget]) async throws {
        guard let alias = targets.first?.alias.alias else { return try await refuse(text, address, "no_target") }
        let content = try opened()
        let loop = LoopGuard(parts.key).verdict(content.head, for: address)
        if loop.isLoop {
            // Of a notice that comes back nobody is told, or there would be no end.
            let isNotice = AutomaticMail.isAutomatic(content.head, envelopeSender: request.envelopeSender)
            if isNotice { return try await refuse(text, address, "loop: \(loop.rawValue)") }
            return try await hold(text, address, alias, LedgerChange(.refused, reason: "loop: \(loop.rawValue)"), .loop)
        }
        let mayBounce = mayBounce(content)
        let marks: Set<MailMark>
        switch VerdictDecision(alias, request, mayBounce: mayBounce) {
        case .forward(let found): marks = found
        case .quarantine(let mark):
            let change = LedgerChange(.quarantined, reason: mark.rawValue)
            return try await hold(text, address, alias, change, .quarantined(why: mark.explanation))
        case .bounce(let mark): return try await bounce(text, address, mark.rawValue, .content)
        }
        let senders = content.senders(request)
        let entries = targets.map { target in
            let isBlocked = senders.contains { target.blocks($0) }
            return LedgerEntry(
                key: LedgerKey(mail: mail, recipient: address, target: target.address), recipient: address, target: target.address,
                state: isBlocked ? .refused : .pending, reason: isBlocked ? "blocked_sender" : nil, receivedAt: request.receivedAt,
                rawKey: request.rawKey)
        }
        let opened = try await parts.ledger.open(entries, now: now)
        let disabled = try await parts.targets.disabled(targets.map(\.address))
        var ways: [LedgerKey: Int] = [:]
        for (index, target) in targets.enumerated() { ways[LedgerKey(mail: mail, recipient: address, target: target.address)] = index }
        // In the order in which the alias names them; what it does not name any more comes last.
        for entry in opened.sorted(by: { (ways[$0.key] ?? .max, $0.key.entry) < (ways[$1.key] ?? .max, $1.key.entry) }) {
            guard let target = ways[entry.key].map({ targets[$0] }) else {
                try await abandon(text, entry)
                continue
            }
            var way = Way(
                text: text, entry: entry, from: address, to: target.address, failover: target.failover, alias: alias, marks: marks,
                isDisabled: disabled.contains(AliasKey(target.address)), replyAddress: nil, reply: nil)
            if alias.replyTo == .alias, !entry.state.isFinal { way.replyAddress = try await replyAddress(address) }
            try await send(way)
        }
    }

    // MARK: - Recipients without targets

    private func alone(_ address: EmailAddress, _ state: LedgerState, _ reason: String) -> LedgerEntry {
        LedgerEntry(
            key: LedgerKey(mail: mail, recipient: address), recipient: address, target: nil, state: state, reason: reason,
            receivedAt: request.receivedAt, rawKey: request.rawKey)
    }

    /// It is noted, and nothing else.
    mutating func refuse(_ text: String, _ address: EmailAddress, _ reason: String) async throws {
        let entries = try await parts.ledger.open([alone(address, .refused, reason)], now: now)
        try await conclude(text, entries, LedgerChange(.refused, reason: reason))
    }

    /// Nobody can say now where it goes.
    mutating func unrouted(_ text: String, _ address: EmailAddress, _ reason: String) async throws {
        let until = backoff()
        _ = try await parts.ledger.open([alone(address, .pending, reason)], now: now)
        wait(until, reason, ForwardingOutcome(recipient: text, .deferred(until: until, reason: reason)))
    }

    /// Nobody can ever say where it goes before something is mended.
    private mutating func failUnrouted(_ text: String, _ address: EmailAddress, _ reason: String) async throws {
        let entries = try await parts.ledger.open([alone(address, .pending, reason)], now: now)
        let isOpen = entries.contains { !$0.state.isFinal }
        try await conclude(text, entries, LedgerChange(.failed, reason: reason))
        if isOpen { try await parts.queue?.give(up: DeferredMail(request, notBefore: now, attempt: 0)) }
    }

    /// Does something once that belongs to a state: of all who come here at once or later, one gets to do it. Whoever ends in between leaves the
    /// entry pending, and the next one does it.
    private mutating func once(
        _ text: String, _ address: EmailAddress, _ change: LedgerChange, _ action: () async -> Void
    ) async throws {
        let entries = try await parts.ledger.open([alone(address, .pending, change.reason ?? "")], now: now)
        if let entry = entries.first, entries.count == 1, entry.target == nil, entry.state == .pending {
            if try await parts.ledger.settle(entry.key, from: [.pending], change, now: now) != nil {
                await action()
                outcomes.append(ForwardingOutcome(recipient: text, result(change)))
                return
            }
        }
        try await conclude(text, entries, change)
    }

    /// It is kept or refused, and the owner told.
    private mutating func hold(
        _ text: String, _ address: EmailAddress, _ alias: Alias, _ change: LedgerChange, _ kind: OwnerNotice.Kind
    ) async throws {
        let notices = notices()
        try await once(text, address, change) { await notices.tell(alias, at: address, kind, besides: nil) }
    }

    private mutating func unknown(_ text: String, _ address: EmailAddress) async throws {
        guard settings.unknown == .bounce, mayBounce(try opened()) else { return try await refuse(text, address, "unknown_alias") }
        try await bounce(text, address, "unknown_alias", .unknownAddress)
    }

    private func mayBounce(_ content: MailContent) -> Bool {
        AutomaticMail.mayBounce(
            content.head, envelopeSender: request.envelopeSender, verdicts: request.verdicts, receivedAt: request.receivedAt, now: now)
    }

    private mutating func bounce(_ text: String, _ address: EmailAddress, _ reason: String, _ kind: BounceKind) async throws {
        let sender = parts.sender
        let id = request.sesMessageID
        try await once(text, address, LedgerChange(.refused, reason: reason)) {
            // Nobody is told twice, and rather not at all: the ledger has the mail.
            try? await sender.bounce(id, for: address, kind)
        }
    }

    /// What the ledger has, and is not on the way any more: the alias was changed since.
    mutating func abandon(_ text: String, _ entry: LedgerEntry) async throws {
        try await conclude(text, [entry], LedgerChange(.refused, reason: "alias_changed"))
    }

    /// Gives entries a state in which nobody has to do anything. What was on its way by an alias that says something else now is concluded too;
    /// what somebody is sending is looked at again.
    private mutating func conclude(_ text: String, _ entries: [LedgerEntry], _ change: LedgerChange) async throws {
        for entry in entries {
            if entry.state == .sending, let lease = entry.leaseUntil, lease > now {
                let outcome = ForwardingOutcome(recipient: text, target: entry.target, .deferred(until: lease, reason: "busy"))
                wait(lease, "busy", outcome)
                continue
            }
            var known = entry
            if !entry.state.isFinal {
                known = try await parts.ledger.settle(entry.key, from: [entry.state], change, now: now) ?? entry
            }
            let isNow = known.state == change.state && known.reason == change.reason
            outcomes.append(ForwardingOutcome(recipient: text, target: entry.target, isNow ? result(change) : settledBefore(known)))
        }
    }

    private func settledBefore(_ entry: LedgerEntry) -> ForwardingOutcome.Result { .settledBefore(entry.state, reason: entry.reason) }

    private func result(_ change: LedgerChange) -> ForwardingOutcome.Result {
        let reason = change.reason ?? ""
        return switch change.state {
        case .quarantined: .quarantined(reason: reason)
        case .failed: .failed(reason: reason)
        default: .refused(reason: reason)
        }
    }

    // MARK: - Later

    /// When to try again what should work in a while.
    func backoff() -> Timestamp {
        let seconds = attempt < 6 ? 30 << attempt : attempt < 12 ? 900 : 3600
        return now.adding(.seconds(seconds))
    }

    mutating func wait(_ until: Timestamp, _ reason: String, _ outcome: ForwardingOutcome) {
        waits.append((until, reason))
        outcomes.append(outcome)
    }

    /// Puts off what is left, or gives it up.
    mutating func finish() async throws {
        guard let first = waits.min(by: { $0.until < $1.until }) else { return }
        guard attempt + 1 < settings.mostAttempts else { return try await giveUp(first.reason) }
        guard let queue = parts.queue else { throw ForwardingIncomplete(outcomes: outcomes, reason: first.reason) }
        try await queue.put(DeferredMail(request, notBefore: first.until, attempt: attempt + 1), now: now)
    }

    /// Nobody tries again; a person can give it back.
    private mutating func giveUp(_ reason: String) async throws {
        // First the queue: what is in it and was not given up does no harm, the other way round it would be lost from sight.
        try await parts.queue?.give(up: DeferredMail(request, notBefore: now, attempt: 0))
        for entry in try await parts.ledger.entries(of: mail) where !entry.state.isFinal && entry.leaseUntil ?? now <= now {
            let change = LedgerChange(.failed, reason: "gave_up: \(entry.reason ?? reason)")
            guard try await parts.ledger.settle(entry.key, from: [entry.state], change, now: now) != nil else { continue }
            outcomes.append(
                ForwardingOutcome(recipient: entry.recipient.description, target: entry.target, .failed(reason: change.reason ?? "")))
            await notices().tell(ownerOf: entry.recipient, .failed(why: reason), besides: entry.target)
        }
    }

    func notices() -> OwnerNotices { OwnerNotices(parts, settings, content, request) }
}
