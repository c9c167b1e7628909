import FoundationEssentials
import HTTP

extension Inbox {
    /// What is waited for; without any criteria the next message will do.
    public struct Criteria: Sendable {
        /// What a message must have.
        public enum Requirement: String, Sendable {
            /// A code to type in.
            case otp
            /// A link to follow.
            case link
            /// A file.
            case attachment
        }

        /// In the author's name or address.
        public var from: String?
        /// In a recipient's name or address.
        public var to: String?
        /// In the subject.
        public var subject: String?
        /// Any other condition, in the search language.
        public var query: String?
        /// What a message must have.
        public var requirement: Requirement?
        /// How many messages are waited for.
        public var count: Int

        /// Creates criteria.
        public init(
            from: String? = nil, to: String? = nil, subject: String? = nil, query: String? = nil, requirement: Requirement? = nil,
            count: Int = 1
        ) {
            self.from = from
            self.to = to
            self.subject = subject
            self.query = query
            self.requirement = requirement
            self.count = count
        }

        /// The next message.
        public static let any = Criteria()
        /// A message with a code.
        public static let otp = Criteria(requirement: .otp)
        /// A message with a link.
        public static let link = Criteria(requirement: .link)
    }

    /// What came.
    public struct Found: Sendable, Encodable {
        /// The message, the last one of several.
        public var message: Message
        /// All that were waited for, in the order in which they came.
        public var messages: [Message]
        /// The code in the message.
        public var otp: String?
        /// The link in the message.
        public var link: String?
        /// Behind the message.
        public var cursor: Cursor
    }

    /// A message that came and was not the one.
    public struct NearMiss: Sendable, Codable {
        /// The message.
        public var message: Message
        /// The criteria that it does not meet.
        public var unmet: [String]
    }

    /// What one request waits for at most; servers may cut it shorter.
    private static let longestRequest: Duration = .seconds(100)
    /// What an answer may take besides the wait.
    private static let margin: Duration = .seconds(20)
    private static let nearMisses = 10

    /// Waits for mail. A server ends a request sooner or later; it is asked again until the time is up.
    /// - Parameters:
    ///   - criteria: what is waited for.
    ///   - timeout: how long, to the second.
    ///   - after: behind which message mail counts; nil goes on behind what the last wait found, and at first counts everything that came since
    ///     the mailbox was made.
    /// - Throws: ``InboxError/timedOut(_:)`` with what came instead, another ``InboxError``, `CancellationError`.
    public func wait(for criteria: Criteria = .any, timeout: Duration = .seconds(60), after: Cursor? = nil) async throws -> Found {
        let start = ContinuousClock.now
        var position = after ?? cursor
        var found: [Message] = []
        var misses: [NearMiss] = []
        while true {
            let answer = try await ask(criteria, count: criteria.count - found.count, position, until: start + timeout)
            found += answer.messages
            position = answer.cursor
            misses = (misses + answer.nearMisses).suffix(Self.nearMisses)
            if let message = found.last, found.count >= criteria.count {
                advance(to: position)
                return Found(message: message, messages: found, otp: answer.otp, link: answer.link, cursor: position)
            }
            guard .now < start + timeout else {
                throw InboxError.timedOut(.init(waited: .now - start, found: found, nearMisses: misses, cursor: position))
            }
            try await Self.pause(behind: answer)
        }
    }

    /// Waits for the whole time, and tells whether something came that should not have.
    /// - Parameters:
    ///   - criteria: what should not come.
    ///   - within: how long.
    ///   - after: as for ``wait(for:timeout:after:)``.
    /// - Returns: what came; nil where nothing did.
    public func unexpected(_ criteria: Criteria = .any, within: Duration, after: Cursor? = nil) async throws -> Message? {
        let end = ContinuousClock.now + within
        var position = after ?? cursor
        while true {
            let answer = try await ask(criteria, count: 1, position, until: end, isAbsence: true)
            position = answer.cursor
            if let message = answer.messages.last {
                advance(to: position)
                return message
            }
            guard .now < end else { return nil }
            try await Self.pause(behind: answer)
        }
    }

    private struct Answer: Decodable {
        var messages: [Message]
        var otp: String?
        var link: String?
        var cursor: Cursor
        var waitedMS: Int
        var nearMisses: [NearMiss]

        enum CodingKeys: String, CodingKey {
            case messages, otp, link, cursor
            case waitedMS = "waited_ms"
            case nearMisses = "near_misses"
        }
    }

    private func ask(
        _ criteria: Criteria, count: Int, _ position: Cursor, until end: ContinuousClock.Instant, isAbsence: Bool = false
    ) async throws -> Answer {
        let left = min(max(.zero, end - .now), Self.longestRequest)
        let seconds = left.components.seconds + (left.components.attoseconds > 0 ? 1 : 0)
        return try await client.answer(
            call(
                .get, ["wait"],
                query: [
                    ("timeout", String(seconds)), ("after", position.description), ("from", criteria.from), ("to", criteria.to),
                    ("subject", criteria.subject), ("q", criteria.query), ("require", criteria.requirement?.rawValue),
                    ("count", count == 1 ? nil : String(count)), ("absent", isAbsence ? "true" : nil),
                ], timeout: .seconds(seconds) + Self.margin, deadline: end + Self.margin))
    }

    /// A server that does not wait at all is not asked all the time.
    private static func pause(behind answer: Answer) async throws {
        if answer.waitedMS < 100 { try await Task.sleep(for: .milliseconds(250)) }
    }
}
