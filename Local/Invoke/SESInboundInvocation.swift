import Foundation
import LambdaEvents
import Logging
import Mail
import MailboxAPI
import SESInbound

/// Runs the SESInbound handler on a recorded event, in process.
public struct SESInboundInvocation: Sendable {
    /// What came of it.
    public struct Outcome: Sendable {
        /// The handler's answer as JSON.
        public var json: String
        /// Whether every recipient's copy is stored or belongs to somebody else.
        public var isComplete: Bool
        /// How long the handler took.
        public var duration: Duration
    }

    /// The invocation cannot be made as asked.
    public struct Invalid: Error, CustomStringConvertible {
        /// Why, and what to do.
        public let description: String
    }

    /// The event.
    public var event: SESEvent
    /// The raw mail of the event's messages; nil when the data directory has it.
    public var rawMail: [UInt8]?
    /// A data directory; nil keeps everything in memory and makes mailboxes on the fly.
    public var data: String?
    /// Domains that are ours; empty is all.
    public var domains: [String]

    /// Describes an invocation.
    public init(event: SESEvent, rawMail: [UInt8]?, data: String?, domains: [String]) {
        self.event = event
        self.rawMail = rawMail
        self.data = data
        self.domains = domains
    }

    /// Runs the handler.
    /// - Throws: what the handler throws, or ``Invalid``.
    public func run(logger: Logger) async throws -> Outcome {
        let clock = SystemClock()
        let isOurs: DeliveryPolicy.Domains = domains.isEmpty ? .any : .only(Set(domains.map { $0.lowercased() }))
        guard let data else {
            guard rawMail != nil else {
                throw Invalid(
                    description: "the event names a raw mail: give it with --raw FILE, or a directory that has it with --data DIR")
            }
            let policy = DeliveryPolicy(domains: isOurs, unknownMailbox: .create(plan: Plan.local.name, owner: MailboxAPI.adminOwner))
            return try await run(InMemoryMailboxStore(), InMemoryRawMail(), policy, clock, logger)
        }
        let directory = try await DataDirectory(path: data, isNew: false)
        defer { withExtendedLifetime(directory) {} }
        return try await run(directory.store, directory.rawMail, DeliveryPolicy(domains: isOurs), clock, logger)
    }

    private func run(
        _ store: any MailboxStore, _ rawMails: any RawMailStore, _ policy: DeliveryPolicy, _ clock: any WallClock, _ logger: Logger
    ) async throws -> Outcome {
        if let rawMail {
            for record in event.records { try await rawMails.put(rawMail, key: record.ses.mail.messageID) }
        }
        let delivery = Delivery(
            store: store, rawMail: rawMails, publisher: LocalEvents(), clock: clock, random: SystemRandom(), policy: policy)
        let handler = SESInboundHandler(delivery: delivery, clock: clock)
        let start = ContinuousClock.now
        let result = try await handler.handle(event, logger: logger)
        let duration = ContinuousClock.now - start
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Outcome(json: String(decoding: try encoder.encode(result), as: UTF8.self), isComplete: result.isComplete, duration: duration)
    }
}
