import MIME
import Mail

/// The one entry point for every mail that comes in for aliases, on AWS and on a laptop.
///
/// It may be called any number of times with the same mail, also at once: the ledger sees to it that each target gets it once. What cannot be done
/// now is put into the queue; nothing is dropped without a trace.
public struct Forwarder: Sendable {
    /// What a forwarder works with.
    public struct Parts: Sendable {
        /// Knows where mail goes.
        public var router: AliasRouter
        /// Remembers what was sent.
        public var ledger: any ForwardingLedger
        /// Has the mails.
        public var originals: any OriginalMails
        /// Sends.
        public var sender: any MailSender
        /// Remembers who takes no mail any more.
        public var targets: any TargetStates
        /// Remembers for whom reply addresses stand that are too long to say it themselves.
        public var tokens: any ReplyTokens
        /// Keeps below what the account may send.
        public var pace: any SendingPace
        /// Takes what is to be sent later; nil where there is none, and whoever calls tries again.
        public var queue: (any DeferralQueue)?
        /// The secret of the deployment.
        public var key: ForwardingKey
        /// The time.
        public var clock: any WallClock

        /// Names the parts.
        public init(
            router: AliasRouter, ledger: any ForwardingLedger, originals: any OriginalMails, sender: any MailSender,
            targets: any TargetStates, tokens: any ReplyTokens, pace: any SendingPace, queue: (any DeferralQueue)?, key: ForwardingKey,
            clock: any WallClock
        ) {
            self.router = router
            self.ledger = ledger
            self.originals = originals
            self.sender = sender
            self.targets = targets
            self.tokens = tokens
            self.pace = pace
            self.queue = queue
            self.key = key
            self.clock = clock
        }
    }

    let parts: Parts
    let settings: ForwardingSettings

    /// Creates the entry point.
    public init(_ parts: Parts, settings: ForwardingSettings = ForwardingSettings()) {
        self.parts = parts
        self.settings = settings
    }

    /// Forwards a mail to all targets of all its envelope recipients that are ours.
    /// - Parameters:
    ///   - request: the mail.
    ///   - attempt: how often it was put off before.
    ///   - isGivenBack: whether a person has given it back: what has failed is tried again.
    ///   - end: when the work has to be over. What cannot begin before is put off.
    /// - Returns: an outcome for each target, or for a recipient that has none.
    /// - Throws: ``ForwardingIncomplete`` when something is missing and cannot be put off; what the ledger or the original's store throws. The same
    ///   request then completes it.
    public func forward(_ request: ForwardingRequest, attempt: Int = 0, isGivenBack: Bool = false, until end: Timestamp) async throws
        -> [ForwardingOutcome]
    {
        var run = ForwardingRun(parts, settings, request, attempt: attempt, end: end)
        var seen: Set<AliasKey> = []
        var ours: [(text: String, address: EmailAddress)] = []
        for text in request.recipients {
            guard let address = try? EmailAddress(text), parts.router.isOurs(address) else {
                run.outcomes.append(ForwardingOutcome(recipient: text, .notMine))
                continue
            }
            if seen.insert(AliasKey(address)).inserted { ours.append((text, address)) }
        }
        guard !ours.isEmpty else { return run.outcomes }
        if isGivenBack { try await giveBack(LedgerKey.mail(request.sesMessageID)) }
        try await run.begin()
        for (text, address) in ours { try await run.forward(text, address) }
        try await run.finish()
        return run.outcomes
    }

    /// Puts back what came out of the queue before its time.
    /// - Throws: ``ForwardingIncomplete`` when there is no queue.
    public func putBack(_ mail: DeferredMail) async throws {
        guard let queue = parts.queue else { throw ForwardingIncomplete(outcomes: [], reason: "there is no queue") }
        try await queue.put(mail, now: parts.clock.now())
    }

    /// What has failed is to be done once more.
    private func giveBack(_ mail: String) async throws {
        for entry in try await parts.ledger.entries(of: mail) where entry.state == .failed {
            _ = try await parts.ledger.settle(
                entry.key, from: [.failed], LedgerChange(.pending, reason: "given_back"), now: parts.clock.now())
        }
    }
}
