/// An ``EventPublisher`` that keeps what was published.
public actor RecordedEvents: EventPublisher {
    /// What was published, in order, repetitions included.
    public private(set) var events: [MailboxEvent] = []

    /// Creates an empty record.
    public init() {}

    /// See ``EventPublisher/publish(_:)``.
    public func publish(_ event: MailboxEvent) { events.append(event) }
}
