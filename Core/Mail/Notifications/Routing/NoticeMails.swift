import Mail

/// Takes notifications to people: each by its route.
public struct NoticeMails: Sendable {
    /// What became of a notification.
    public enum Outcome: Sendable, Equatable {
        /// It says what a mail said a moment ago.
        case folded
        /// It waits for the weekly mail.
        case kept
        /// There are mails, by recipient.
        case mails([Sent])
    }

    /// A mail to one recipient.
    public struct Sent: Sendable, Equatable {
        /// Who gets it.
        public var recipient: EmailAddress
        /// What became of it.
        public var outcome: NotificationOutcome
    }

    /// What it works with.
    public struct Parts: Sendable {
        let reader: NoticeReader
        let notifier: Notifier
        let states: any NoticeStates
        let digest: any DigestItems
        let clock: any WallClock

        /// The parts.
        public init(reader: NoticeReader, notifier: Notifier, states: any NoticeStates, digest: any DigestItems, clock: any WallClock) {
            self.reader = reader
            self.notifier = notifier
            self.states = states
            self.digest = digest
            self.clock = clock
        }
    }

    private let parts: Parts
    private let routes: NoticeRoutes
    private let from: NotificationMail.Sender
    private let window: Duration

    /// Creates it.
    /// - Parameter window: for how long an alarm's state is told once.
    public init(_ parts: Parts, routes: NoticeRoutes, from: NotificationMail.Sender, window: Duration) {
        self.parts = parts
        self.routes = routes
        self.from = from
        self.window = window
    }

    /// What SNS says of a message.
    public struct Message: Sendable {
        /// The same for every delivery.
        public var id: String
        /// The subject, where it was given one.
        public var subject: String?
        /// What was published.
        public var text: String
        /// The topic.
        public var topicARN: String?
        /// Attributes by name.
        public var attributes: [String: String]
        /// When it was published; nil where that is not known.
        public var publishedAt: Timestamp?

        /// Describes a message.
        public init(
            id: String, subject: String?, text: String, topicARN: String?, attributes: [String: String] = [:], publishedAt: Timestamp? = nil
        ) {
            self.id = id
            self.subject = subject
            self.text = text
            self.topicARN = topicARN
            self.attributes = attributes
            self.publishedAt = publishedAt
        }
    }

    /// Takes a message to people.
    /// - Throws: what keeps a mail from being sent now; the others are sent before.
    public func send(_ message: Message, time: Duration) async throws -> Outcome {
        let now = parts.clock.now()
        let notice = parts.reader.notice(
            subject: message.subject, message: message.text, topicARN: message.topicARN, receivedAt: message.publishedAt ?? now)
        let route = routes.route(topicARN: message.topicARN, attributes: message.attributes)
        if route == .digest {
            try await parts.digest.add(
                DigestItem(source: message.id, kind: notice.kind, summary: notice.summary, at: message.publishedAt ?? now), now: now)
            return .kept
        }
        if let state = notice.state {
            // Before the mail: its own retry passes, whatever came in between is compared with it.
            let isNew = try await parts.states.enter(notice.thread, state: state, source: message.id, at: now, window: window)
            guard isNew else { return .folded }
        }
        var sent: [Sent] = []
        var failure: (any Error)?
        let end = now.adding(time)
        for recipient in routes.recipients[route] ?? [] {
            var mail = NotificationMail(
                key: NotificationKey(function: "AlarmEmail", source: message.id, recipient: recipient), from: from, to: recipient,
                subject: notice.subject, text: notice.text, html: notice.html)
            mail.thread = notice.thread
            mail.isUrgent = route == .immediate && notice.state != "OK"
            let left = end.millisecondsSince1970 - parts.clock.now().millisecondsSince1970
            do {
                sent.append(Sent(recipient: recipient, outcome: try await parts.notifier.send(mail, time: .milliseconds(max(0, left)))))
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .mails(sent)
    }
}
