import MIME
import Mail

extension ForwardingRun {
    /// The way of a mail to one target.
    struct Way {
        /// The recipient as the envelope has it.
        var text: String
        var entry: LedgerEntry
        /// The alias that it is from.
        var from: EmailAddress
        var to: EmailAddress
        var failover: EmailAddress?
        var alias: Alias
        var marks: Set<MailMark>
        /// Whether the target takes no mail any more.
        var isDisabled: Bool
        /// Where answers go that are to come from the alias.
        var replyAddress: EmailAddress?
        /// What must not be seen, when it is the owner who writes.
        var reply: ReplyWay?
    }

    /// Sends to one target what was not sent yet.
    mutating func send(_ way: Way) async throws {
        let entry = way.entry
        switch entry.state {
        case .sent, .quarantined, .refused, .failed:
            let isNew = entry.state == .refused && entry.reason == "blocked_sender"
            outcomes.append(
                outcome(way, isNew ? .refused(reason: "blocked_sender") : .settledBefore(entry.state, reason: entry.reason)))
            return
        case .sending:
            if let lease = entry.leaseUntil, lease > now {
                return wait(lease, "busy", outcome(way, .deferred(until: lease, reason: "busy")))
            }
            if settings.unsure == .hold {
                return try await fail(way, from: [.sending], "unsure")
            }
        case .pending: break
        }
        var destination = way.to
        if way.isDisabled {
            guard let failover = way.failover, try await parts.targets.disabled([failover]).isEmpty else {
                return try await fail(way, from: [.pending, .sending], "target_disabled")
            }
            destination = failover
        }
        let left = max(0, end.millisecondsSince1970 - now.millisecondsSince1970)
        guard left > 0 else { return later(way, backoff(), "no_time") }
        if case .later(let pause) = try await parts.pace.turn(atMost: .milliseconds(left)) {
            // A day that is used up is over in hours: to ask more often would only use up the attempts.
            if pause >= .seconds(600) { return later(way, now.adding(minutes: 60), "quota: no mail may be sent now") }
            return later(way, now.adding(pause), "pace")
        }
        // Whoever else gets the mail waits until this process has surely ended.
        let lease = max(end, now).adding(.seconds(30))
        guard let claimed = try await parts.ledger.claim(entry.key, until: lease, now: now) else { return later(way, lease, "busy") }
        try await send(way, to: destination, claimed)
    }

    /// Sends in the first form that SES takes.
    private mutating func send(_ way: Way, to destination: EmailAddress, _ claimed: LedgerEntry) async throws {
        var refusals: [String] = []
        var rung = 0
        while let (next, mail) = try form(way, to: destination, above: rung, refusals) {
            rung = next
            do {
                let id = try await parts.sender.send(mail, from: way.from, to: destination, for: way.entry.key)
                return await sent(way, claimed, LedgerChange(.sent, sesID: id, rung: rung))
            } catch let failure as SendFailure {
                guard failure.kind != .refused else {
                    refusals.append(PrintableText.line(failure.description, limit: 200))
                    continue
                }
                return try await notSent(way, claimed, failure)
            }
        }
        let reason = refusals.isEmpty ? "unforwardable" : "refused_by_ses: \(refusals.joined(separator: "; "))"
        guard try await parts.ledger.settle(way.entry.key, attempt: claimed.attempts, LedgerChange(.failed, reason: reason), now: now)
        else {
            return later(way, backoff(), "busy")
        }
        await failed(way, reason)
    }

    /// The form on the lowest rung above one that was refused; nil when there is none.
    private func form(_ way: Way, to destination: EmailAddress, above rung: Int, _ refusals: [String]) throws -> (Int, OutgoingMail)? {
        let content = try opened()
        let message = try content.original.message()
        defer { content.original.releaseMemory() }
        guard let mail = mail(message, way, to: destination, above: rung, refusals) else { return nil }
        return (mail.rung.rawValue, OutgoingMail(mail, of: content.original))
    }

    private func mail(
        _ message: Message, _ way: Way, to destination: EmailAddress, above rung: Int, _ refusals: [String]
    ) -> ForwardedMail? {
        // A note that is made twice is the same to the byte.
        let ladder = ForwardingLadder(now: request.receivedAt, loops: LoopGuard(parts.key))
        if let reply = way.reply { return rung == 0 ? try? ladder.reply(message, reply) : nil }
        var findings = refusals.map { SESFinding(.refused, $0) }
        let refusal = refusals.last
        if rung == 0 {
            do {
                return try ladder.mail(
                    message, to: destination, from: way.from, way.alias, replyAddress: way.replyAddress, marks: way.marks)
            } catch let error as ForwardingLadder.Unforwardable {
                findings += error.findings
            } catch {
                findings.append(SESFinding(.refused, "\(error)"))
            }
        } else if rung < 3, let refusal {
            let attached = try? ladder.attached(
                message, to: destination, from: way.from, way.alias, refusal: refusal, replyAddress: way.replyAddress, marks: way.marks)
            if let attached { return attached }
        }
        guard rung < 4, let held = notices().held else { return nil }
        return try? ladder.note(
            message, to: destination, from: way.from, way.alias, held: held, because: findings, refusal: refusal,
            replyAddress: way.replyAddress, marks: way.marks)
    }

    // MARK: - What comes of it

    private mutating func sent(_ way: Way, _ claimed: LedgerEntry, _ change: LedgerChange) async {
        // Its events say it as well: what is not noted here is still not lost.
        let isNoted = (try? await parts.ledger.settle(way.entry.key, attempt: claimed.attempts, change, now: now)) ?? false
        let result = ForwardingOutcome.Result.sent(sesID: change.sesID ?? "", rung: change.rung ?? 0)
        if isNoted {
            outcomes.append(outcome(way, result))
        } else {
            let lease = claimed.leaseUntil ?? backoff()
            wait(lease, "not_noted", outcome(way, result))
        }
    }

    private mutating func notSent(_ way: Way, _ claimed: LedgerEntry, _ failure: SendFailure) async throws {
        let reason = "\(failure.kind): \(PrintableText.line(failure.description, limit: 200))"
        if failure.kind == .unknown {
            let until = now.adding(minutes: settings.unsureMinutes)
            try await parts.ledger.settle(
                way.entry.key, attempt: claimed.attempts, LedgerChange(.sending, reason: reason, leaseUntil: until), now: now)
            return later(way, until, reason)
        }
        try await parts.ledger.settle(way.entry.key, attempt: claimed.attempts, LedgerChange(.pending, reason: reason), now: now)
        switch failure.kind {
        case .quota: later(way, now.adding(minutes: 60), reason)
        case .misconfigured: later(way, max(backoff(), now.adding(minutes: 15)), reason)
        default: later(way, backoff(), reason)
        }
    }

    /// It has failed before anybody took it for sending.
    private mutating func fail(_ way: Way, from states: Set<LedgerState>, _ reason: String) async throws {
        let change = LedgerChange(.failed, reason: reason)
        guard try await parts.ledger.settle(way.entry.key, from: states, change, now: now) != nil else {
            return later(way, backoff(), "busy")
        }
        await failed(way, reason)
    }

    private mutating func failed(_ way: Way, _ reason: String) async {
        outcomes.append(outcome(way, .failed(reason: reason)))
        try? await parts.queue?.give(up: DeferredMail(request, notBefore: now, attempt: 0))
        await notices().tell(way.alias, at: way.from, .failed(why: reason), besides: way.to)
    }

    private mutating func later(_ way: Way, _ until: Timestamp, _ reason: String) {
        wait(until, reason, outcome(way, .deferred(until: until, reason: reason)))
    }

    private func outcome(_ way: Way, _ result: ForwardingOutcome.Result) -> ForwardingOutcome {
        ForwardingOutcome(recipient: way.text, target: way.entry.target, result)
    }
}
