/// Tells waiters that something may have come: at once on a laptop, by looking again on AWS.
public protocol MailboxWatch: Sendable {
    /// Begins to watch a mailbox. What is committed from now on wakes the waiter.
    func waiter(for address: EmailAddress) -> any MailboxWaiter
}

/// Somebody who waits for a mailbox.
public protocol MailboxWaiter: Sendable {
    /// Returns when something may have come since the last call, or the time is up. It may return for nothing.
    func wait(atMost duration: Duration) async throws
}

/// Looks again after a while, which is all that several functions beside each other can do.
public struct PollingWatch: MailboxWatch {
    /// The time between two looks: from the first to the second value, the longer somebody waits.
    private let pauses: (Duration, Duration)

    /// Creates the watch.
    public init(from first: Duration = .milliseconds(200), to last: Duration = .seconds(1)) {
        pauses = (first, last)
    }

    /// See ``MailboxWatch/waiter(for:)``.
    public func waiter(for address: EmailAddress) -> any MailboxWaiter { Poll(begin: .now, pauses: pauses) }

    private struct Poll: MailboxWaiter {
        let begin: ContinuousClock.Instant
        let pauses: (first: Duration, last: Duration)

        func wait(atMost duration: Duration) async throws {
            // A tenth of what has been waited already: whoever has waited for 5 seconds does not mind half a second more.
            let pause = max(pauses.first, min(pauses.last, (.now - begin) / 10))
            try await Task.sleep(for: min(pause, duration))
        }
    }
}
