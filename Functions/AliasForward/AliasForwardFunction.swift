import Forwarding
import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import Logging

/// The function as Lambda invokes it: by SES, by the queue of what was put off, by the topic of what SES says of sent mail, or with the record of
/// a failure that is given back.
public struct AliasForwardFunction: InvocationHandler {
    private let handler: AliasForwardHandler
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the function.
    public init(_ handler: AliasForwardHandler, warmUps: [WarmUp] = []) {
        self.handler = handler
        self.warmUps = warmUps
    }

    /// Handles an event of any kind.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        switch EventSource(of: event) {
        case .sqs: try await Queue(handler: handler).handle(event, reply: reply, context: context)
        case .sns:
            let notifications = try JSONDecoder().decode(SNSEvent.self, from: Data(event)).records.map(\.notification)
            for notification in notifications { try await note(notification.message, context) }
            try await reply.send(Array("{}".utf8))
        default:
            let result = try await Self.forward(event, handler, context)
            try await reply.send(Array(try JSONEncoder().encode(result)))
        }
    }

    private func note(_ message: String, _ context: InvocationContext) async throws {
        guard let event = try? JSONDecoder().decode(SESSendingEvent.self, from: Data(message.utf8)) else {
            // Somebody publishes something else to the topic, and goes on doing so.
            context.logger.notice("a notification is no event of SES")
            return
        }
        context.metrics.count("Events\(event.type.filter { $0.isASCII && $0.isLetter }.prefix(40))")
        try await handler.handle(event, logger: context.logger)
    }

    /// Forwards the mails of an event of SES, or of the record of one that failed.
    fileprivate static func forward(_ event: [UInt8], _ handler: AliasForwardHandler, _ context: InvocationContext) async throws
        -> AliasForwardResult
    {
        let failed = try? JSONDecoder().decode(OnFailureRecord<SESEvent>.self, from: Data(event))
        let mails = try failed?.requestPayload ?? SESEvent(json: event)
        let result = try await handler.handle(
            mails, isGivenBack: failed != nil, time: context.timeForSending, logger: context.logger,
            metrics: context.metrics)
        count(result, context)
        return result
    }

    fileprivate static func count(_ result: AliasForwardResult, _ context: InvocationContext) {
        for (outcome, count) in result.counts {
            context.metrics.count("Forward\(outcome.prefix(1).uppercased())\(outcome.dropFirst())", count)
        }
        for target in result.mails.flatMap(\.targets) { if let rung = target.rung { context.metrics.count("Rung\(rung)") } }
    }
}

/// Messages of the queue: mails that were put off, events of SES, and records of those that failed.
private struct Queue: BatchHandler {
    let handler: AliasForwardHandler

    func handle(_ record: SQSMessage, context: InvocationContext) async throws {
        let time = context.timeForSending
        if let body = try? DeferredMailBody(record.body) {
            let result = try await handler.handle(body.mail, time: time, logger: context.logger, metrics: context.metrics)
            if let result { AliasForwardFunction.count(result, context) }
        } else if let failed = try? JSONDecoder().decode(OnFailureRecord<SNSEvent>.self, from: Data(record.body.utf8)) {
            for record in failed.requestPayload.records {
                let event = try JSONDecoder().decode(SESSendingEvent.self, from: Data(record.notification.message.utf8))
                try await handler.handle(event, logger: context.logger)
            }
        } else {
            _ = try await AliasForwardFunction.forward(Array(record.body.utf8), handler, context)
        }
    }
}
