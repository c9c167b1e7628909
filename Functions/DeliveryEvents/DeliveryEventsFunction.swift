import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import Logging
import Mail

/// The function as Lambda invokes it: by a queue that subscribes to the topic of SES, with or without raw message delivery, by the topic itself, or
/// with the record of an event that failed and is given back.
public struct DeliveryEventsFunction: InvocationHandler {
    private let handler: DeliveryEventsHandler
    /// What to do before the first event.
    public let warmUps: [WarmUp]

    /// Creates the function.
    public init(_ handler: DeliveryEventsHandler, warmUps: [WarmUp] = []) {
        self.handler = handler
        self.warmUps = warmUps
    }

    /// Handles an event of any kind.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        let queue = QueuedEvents(handler: handler)
        if EventSource(of: event) == .sqs { return try await queue.handle(event, reply: reply, context: context) }
        try await queue.take(event, context)
        try await reply.send(Array("{}".utf8))
    }

    /// The first event that is decoded costs sixty times the second: it is done in init.
    public static let firstEvent = WarmUp("firstEvent") {
        let event = #"{"MessageId":"m","Message":"{\"eventType\":\"Delivery\",\"mail\":{\"messageId\":\"m\"}}"}"#
        for notification in try NotificationRecords.read(Array(event.utf8)) { _ = try SESSendingEvent(message: notification.message) }
    }
}

/// Messages of a queue, each with an event, or the notification of one, or the record of one that failed.
private struct QueuedEvents: BatchHandler {
    let handler: DeliveryEventsHandler

    func handle(_ record: SQSMessage, context: InvocationContext) async throws { try await take(Array(record.body.utf8), context) }

    /// Takes the events of a message. One that fails does not keep back those behind it.
    func take(_ message: [UInt8], _ context: InvocationContext) async throws {
        if let event = try? SESSendingEvent(message: String(decoding: message, as: UTF8.self)) {
            return try await handler.handle(event, published: nil, logger: context.logger, metrics: context.metrics)
        }
        var failure: (any Error)?
        for notification in try NotificationRecords.read(message) {
            guard let event = try? SESSendingEvent(message: notification.message) else {
                // SES tries the topic when somebody makes the event destination, and a topic asks whether it may send.
                context.metrics.count("NoEvents")
                context.logger.notice("a notification is no event of SES")
                continue
            }
            do {
                try await handler.handle(
                    event, published: notification.timestamp, logger: context.logger, metrics: context.metrics)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}

extension SESSendingEvent {
    /// Reads an event as SES publishes it to a topic, or by way of EventBridge.
    init(message: String) throws {
        struct Bridged: Decodable {
            var detail: SESSendingEvent
        }
        let data = Data(message.utf8)
        if let bridged = try? JSONDecoder().decode(Bridged.self, from: data) {
            self = bridged.detail
        } else {
            self = try JSONDecoder().decode(SESSendingEvent.self, from: data)
        }
    }
}
