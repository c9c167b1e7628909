import MIME
import Mail

/// Sends mails of Postroom's own, each once whatever is repeated.
public struct Notifier: Sendable {
    /// What happens to a mail of which nobody knows whether it was sent.
    public enum Unsure: String, Sendable, CaseIterable {
        /// It is sent again: there may be two.
        case resend
        /// It is given up: there may be none.
        case hold
    }

    /// What it works with.
    public struct Parts: Sendable {
        let ledger: any NotificationLedger
        let sender: any NotificationSender
        let suppressions: any SuppressionList
        let pace: any SendingPace
        let clock: any WallClock

        /// The parts.
        public init(
            ledger: any NotificationLedger, sender: any NotificationSender, suppressions: any SuppressionList = NoSuppressions(),
            pace: any SendingPace = Unpaced(), clock: any WallClock
        ) {
            self.ledger = ledger
            self.sender = sender
            self.suppressions = suppressions
            self.pace = pace
            self.clock = clock
        }
    }

    private let parts: Parts
    private let unsure: Unsure

    /// Creates a notifier.
    public init(_ parts: Parts, unsure: Unsure = .resend) {
        self.parts = parts
        self.unsure = unsure
    }

    /// Sends a mail, or finds that there is nothing to send.
    /// - Parameters:
    ///   - mail: what is sent.
    ///   - time: how long it may take; the lease on the mail ends a little later, so that the next attempt finds it free.
    /// - Throws: ``NotificationDelayed``, or what the ledger throws: it is to be tried again.
    public func send(_ mail: NotificationMail, time: Duration) async throws -> NotificationOutcome {
        let now = parts.clock.now()
        let composed: [UInt8]
        do {
            composed = try mail.composed(date: now).bytes
        } catch {
            // Nothing of it is in the ledger: the next attempt says the same.
            return .refused(reason: "it cannot be written as a mail: \(error)")
        }
        let claim = try await parts.ledger.claim(
            mail.key, for: mail.recipient, until: now.adding(time).adding(.seconds(5)), now: now)
        switch claim {
        case .settled(let entry): return .settledBefore(entry.state)
        case .busy(let until):
            throw NotificationDelayed("another attempt sends the mail until \(until.rfc3339); nothing is to be done")
        case .claimed(let attempt, let isUnsure):
            if isUnsure, unsure == .hold {
                let reason = "unsure: nobody knows whether it was sent"
                try await settle(mail, attempt, NotificationChange(.failed, reason: reason))
                return .refused(reason: reason)
            }
            return try await send(mail, composed, attempt, until: now.adding(time))
        }
    }

    private func send(_ mail: NotificationMail, _ bytes: [UInt8], _ attempt: Int, until end: Timestamp) async throws -> NotificationOutcome
    {
        do {
            // SES takes such a mail, counts it as a bounce, and sends nothing.
            if let reason = try await parts.suppressions.reason(for: mail.recipient) {
                try await settle(mail, attempt, NotificationChange(.suppressed, reason: reason))
                return .suppressed(reason: reason)
            }
        } catch {
            try await giveBack(mail, attempt, "the suppression list could not be asked")
            throw error
        }
        while true {
            if case .later(let wait) = try await turn(mail, attempt, until: end) {
                try await giveBack(mail, attempt, "paced")
                throw NotificationDelayed("the account may send again in \(wait.components.seconds) seconds, not before")
            }
            do {
                let id = try await parts.sender.send(bytes, from: mail.from.address, to: mail.recipient, for: mail.key)
                try await settle(mail, attempt, NotificationChange(.sent, sesID: id))
                return .sent(sesID: id)
            } catch let failure as SendFailure {
                switch failure.kind {
                case .throttled where left(until: end) > .seconds(2):
                    try? await Task.sleep(for: .seconds(1))
                    continue
                case .refused:
                    let reason = "refused: \(PrintableText.line(failure.description, limit: 250))"
                    try await settle(mail, attempt, NotificationChange(.failed, reason: reason))
                    return .refused(reason: reason)
                case .throttled, .quota, .misconfigured, .unavailable:
                    try await giveBack(mail, attempt, "\(failure.kind)")
                    throw failure
                case .unknown:
                    // The lease stays: an event of SES may tell before it ends.
                    throw failure
                }
            }
        }
    }

    private func turn(_ mail: NotificationMail, _ attempt: Int, until end: Timestamp) async throws -> PaceTurn {
        do {
            return try await parts.pace.turn(atMost: left(until: end))
        } catch {
            try await giveBack(mail, attempt, "paced")
            throw error
        }
    }

    private func left(until end: Timestamp) -> Duration {
        .milliseconds(max(0, end.millisecondsSince1970 - parts.clock.now().millisecondsSince1970))
    }

    private func settle(_ mail: NotificationMail, _ attempt: Int, _ change: NotificationChange) async throws {
        try await parts.ledger.settle(mail.key, attempt: attempt, change, now: parts.clock.now())
    }

    /// It was surely not sent: the next attempt need not ask.
    private func giveBack(_ mail: NotificationMail, _ attempt: Int, _ reason: String) async throws {
        // Where this fails too the lease ends all the same.
        _ = try? await parts.ledger.settle(mail.key, attempt: attempt, NotificationChange(.pending, reason: reason), now: parts.clock.now())
    }
}
