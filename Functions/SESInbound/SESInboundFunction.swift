import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import Logging

/// The function as Lambda invokes it: by SES, by a queue, or with the record of a failure that is given back.
///
/// All three hold the same mails, so that sending something again is just another event.
public struct SESInboundFunction: InvocationHandler {
    private let handler: SESInboundHandler
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the function.
    public init(_ handler: SESInboundHandler, warmUps: [WarmUp] = []) {
        self.handler = handler
        self.warmUps = warmUps
    }

    /// Handles an event of any of the three kinds.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        if EventSource(of: event) == .sqs {
            return try await QueueOfMails(handler: handler).handle(event, reply: reply, context: context)
        }
        let result = try await handler.handle(try Self.mails(event), logger: context.logger, metrics: context.metrics)
        context.metrics.count("Mails", result.mails.count)
        try await reply.send(Array(try JSONEncoder().encode(result)))
    }

    /// The mails of an event, or of the record of one that failed.
    static func mails(_ event: [UInt8]) throws -> SESEvent {
        if let failed = try? JSONDecoder().decode(OnFailureRecord<SESEvent>.self, from: Data(event)) { return failed.requestPayload }
        if let failed = try? JSONDecoder().decode(OnFailureRecord<BatchEvent<SQSMessage>>.self, from: Data(event)) {
            // No queue is told which of its messages fail: they are one event.
            return SESEvent(records: try failed.requestPayload.records.flatMap { try mails(Array($0.body.utf8)).records })
        }
        return try SESEvent(json: event)
    }
}

/// Messages of a queue, each with an event of SES or the record of one that failed.
private struct QueueOfMails: BatchHandler {
    let handler: SESInboundHandler

    func handle(_ record: SQSMessage, context: InvocationContext) async throws {
        let result = try await handler.handle(
            try SESInboundFunction.mails(Array(record.body.utf8)), logger: context.logger, metrics: context.metrics)
        context.metrics.count("Mails", result.mails.count)
    }
}
