import Mail

/// An ``EventPublisher`` that records what it is given and fails where a plan says so.
struct PublisherProbe: EventPublisher {
    /// What went out.
    let record = RecordedEvents()
    private let before: FaultPlan
    private let after: FaultPlan

    /// Creates a publisher.
    /// - Parameters:
    ///   - before: fails before the event went out.
    ///   - after: fails when it has gone out: the answer is lost.
    init(before: FaultPlan = FaultPlan(nil), after: FaultPlan = FaultPlan(nil)) {
        self.before = before
        self.after = after
    }

    func publish(_ event: MailboxEvent) async throws {
        try before.note("publish \(event.mailbox)")
        await record.publish(event)
        try after.note("publish \(event.mailbox)")
    }
}
