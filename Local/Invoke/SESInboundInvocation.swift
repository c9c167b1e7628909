import Extraction
import Foundation
import LambdaEvents
import Logging
import Mail
import SESInbound

/// The SESInbound handler in this process, with storage of its own.
public struct SESInboundInvocation: InProcessFunction {
    /// The invocation cannot be made as asked.
    public struct Invalid: Error, CustomStringConvertible {
        /// Why, and what to do.
        public let description: String
    }

    private let handler: SESInboundHandler
    private let directory: DataDirectory?

    /// Makes the handler, and storage that has the raw mail.
    /// - Parameters:
    ///   - event: the event that it will get.
    ///   - rawMail: the raw mail of the event's messages; nil when the data directory has it.
    ///   - data: a data directory; nil keeps everything in memory and makes mailboxes on the fly.
    ///   - domains: those that are ours; empty is all.
    /// - Throws: `EventError`, ``Invalid`` and what is wrong with the data directory.
    public init(event: [UInt8], rawMail: [UInt8]?, data: String?, domains: [String]) async throws {
        let records = try SESEvent(json: event).records
        let isOurs: DeliveryPolicy.Domains = domains.isEmpty ? .any : .only(Set(domains.map { $0.lowercased() }))
        let store: any MailboxStore
        let rawMails: any RawMailStore
        let policy: DeliveryPolicy
        if let data {
            let directory = try await DataDirectory(path: data, isNew: false)
            self.directory = directory
            store = directory.store
            rawMails = directory.rawMail
            policy = DeliveryPolicy(domains: isOurs)
        } else {
            guard rawMail != nil else {
                throw Invalid(
                    description: "the event names a raw mail: give it with --raw FILE, or a directory that has it with --data DIR")
            }
            directory = nil
            store = InMemoryMailboxStore()
            rawMails = InMemoryRawMail()
            policy = DeliveryPolicy(domains: isOurs, unknownMailbox: .create(plan: Plan.local.name, owner: Account.local.name))
        }
        if let rawMail {
            for record in records { try await rawMails.put(rawMail, key: record.ses.mail.messageID) }
        }
        let clock = SystemClock()
        let delivery = Delivery(
            store: store, rawMail: rawMails, publisher: LocalEvents(), clock: clock, random: SystemRandom(), policy: policy,
            extract: SummaryExtract.reader)
        handler = SESInboundHandler(delivery: delivery, clock: clock, mailLog: data.map { MailLogFile(directory: $0) })
    }

    /// Runs the handler.
    /// - Returns: a `SESInboundResult`.
    /// - Throws: what the handler throws.
    public func invoke(_ event: [UInt8], logger: Logger) async throws -> [UInt8] {
        // The data directory is locked as long as it is there.
        defer { withExtendedLifetime(directory) {} }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(await handler.handle(try SESEvent(json: event), logger: logger)))
    }

    /// Whether an answer of the function tells of a recipient who was refused.
    public static func hasRefusals(_ answer: [UInt8]) -> Bool {
        struct Answer: Decodable {
            struct Mail: Decodable { var recipients: [Recipient] }
            struct Recipient: Decodable { var outcome: String }
            var mails: [Mail]
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(answer)) else { return false }
        return answer.mails.contains { $0.recipients.contains { $0.outcome == "refused" } }
    }
}
