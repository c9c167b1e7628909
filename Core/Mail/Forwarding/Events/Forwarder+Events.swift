import MIME
import Mail

extension Forwarder {
    /// What an event changed.
    public enum EventOutcome: String, Sendable {
        /// The entry was sending, and nobody knew: now it is sent.
        case settled
        /// The entry is failed now.
        case failed
        /// A target gets no mail any more.
        case targetDisabled = "target_disabled"
        /// Nothing.
        case noted
        /// It is about nothing that the ledger knows.
        case notMine
    }

    /// Takes what SES says of a mail that was sent. Any number of times, and in any order.
    public func note(_ event: SendingEvent) async throws -> EventOutcome {
        guard let key = event.entry else { return .notMine }
        let now = parts.clock.now()
        switch event.kind {
        case .sent, .delivered:
            let change = LedgerChange(.sent, sesID: event.sesID)
            let settled = try await parts.ledger.settle(key, from: [.sending], change, now: now)
            if event.kind == .delivered, let entry = try await entry(key, settled), let target = event.recipient ?? entry.target {
                try await parts.targets.delivered(target)
            }
            return settled == nil ? .noted : .settled
        case .bounced(let isPermanent, let isSuppressed, let detail):
            return try await bounced(event, key, isPermanent: isPermanent, isSuppressed: isSuppressed, detail)
        case .rejected(let detail):
            return try await fail(key, "rejected_by_ses: \(detail)") { _ in
                .failed(why: "Amazon SES found a virus in it, or something like one")
            } == nil ? .noted : .failed
        case .complained, .delayed: return .noted
        }
    }

    private func entry(_ key: LedgerKey, _ known: LedgerEntry?) async throws -> LedgerEntry? {
        if let known { return known }
        return try await parts.ledger.entries(of: key.mail).first { $0.key == key }
    }

    private func bounced(
        _ event: SendingEvent, _ key: LedgerKey, isPermanent: Bool, isSuppressed: Bool, _ detail: String
    ) async throws -> EventOutcome {
        let word = isSuppressed ? "suppressed" : isPermanent ? "bounced" : "bounced_transient"
        guard let named = try await entry(key, nil)?.target else { return .notMine }
        let target = event.recipient ?? named
        var disabled: TargetState?
        if isPermanent || isSuppressed {
            // Before the entry: an attempt that ends in between counts it again, and the same mail counts once.
            let known = try await parts.targets.bounced(
                target, mail: event.sesID, limit: settings.bounceLimit, now: parts.clock.now())
            if known.isDisabledNow { disabled = known.state }
        }
        let failed = try await fail(key, "\(word): \(detail)") { entry in
            if let disabled { return .targetDisabled(target, bounces: disabled.bounces) }
            return isSuppressed ? .suppressed(target) : .failed(why: "it came back (\(detail))")
        }
        return disabled != nil ? .targetDisabled : failed == nil ? .noted : .failed
    }

    /// What was sent did not arrive: the owner is told, once.
    private func fail(_ key: LedgerKey, _ reason: String, _ kind: (LedgerEntry) -> OwnerNotice.Kind) async throws -> LedgerEntry? {
        let change = LedgerChange(.failed, reason: PrintableText.line(reason, limit: 300))
        guard let entry = try await parts.ledger.settle(key, from: [.sent, .sending, .pending], change, now: parts.clock.now()) else {
            return nil
        }
        let request = ForwardingRequest(
            sesMessageID: entry.key.mail, rawKey: entry.rawKey, envelopeSender: nil, recipients: [], receivedAt: entry.receivedAt)
        let content = try? MailContent(try await parts.originals.open(entry.rawKey))
        await OwnerNotices(parts, settings, content, request).tell(ownerOf: entry.recipient, kind(entry), besides: entry.target)
        return entry
    }
}
