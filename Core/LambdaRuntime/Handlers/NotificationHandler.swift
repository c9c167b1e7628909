import FoundationEssentials
import LambdaEvents
import Logging

/// A function that takes notifications one by one: from a topic, a queue that subscribes to one, EventBridge, or records of what failed.
///
/// A notification whose handling throws fails alone: the others are handled first. Of a queue's messages only those are sent again that failed; of
/// any other event all are, so handling must do nothing twice.
public protocol NotificationHandler: InvocationHandler {
    /// What became of a notification, as the function's answer has it.
    associatedtype Outcome: Encodable & Sendable

    /// Handles one notification.
    func handle(_ notification: SNSEvent.Notification, context: InvocationContext) async throws -> Outcome
}

extension NotificationHandler {
    /// Handles the notifications one after the other, and answers what became of them.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        if EventSource(of: event) == .sqs {
            return try await QueuedNotifications(handler: self).handle(event, reply: reply, context: context)
        }
        let notifications: [SNSEvent.Notification]
        do {
            notifications = try NotificationRecords.read(event)
        } catch {
            throw RuntimeFailure(
                .invalidEvent, "the event (\(event.count) bytes) has no notification: \(DecodingProblem(error))")
        }
        var outcomes: [Outcome] = []
        var failure: (any Error)?
        for notification in notifications {
            do {
                outcomes.append(try await handle(notification, context: context))
            } catch {
                context.logger.error(
                    "a notification failed",
                    metadata: ["sns_message_id": "\(notification.messageID.prefix(80))", "reason": "\(error)"])
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        try await reply.send(EventCoding.encode(Answer(notifications: outcomes)))
    }
}

private struct Answer<Outcome: Encodable>: Encodable {
    var notifications: [Outcome]
}

/// Messages of a queue, each with a notification or with the record of one that failed.
private struct QueuedNotifications<Handler: NotificationHandler>: BatchHandler {
    let handler: Handler

    func handle(_ record: SQSMessage, context: InvocationContext) async throws {
        var failure: (any Error)?
        for notification in try NotificationRecords.read(Array(record.body.utf8)) {
            do {
                _ = try await handler.handle(notification, context: context)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}
