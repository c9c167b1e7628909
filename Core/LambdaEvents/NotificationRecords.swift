import FoundationEssentials

/// The notifications of an event, however they come: from a topic, as the record of an event that failed and is given back, in messages of a queue
/// that subscribes to a topic or holds such records, or from EventBridge, whose event is then the message.
public enum NotificationRecords {
    /// The notifications of an event that is no queue's.
    /// - Throws: `DecodingError` where it is none of these.
    public static func read(_ event: [UInt8]) throws -> [SNSEvent.Notification] {
        let data = Data(event)
        let unreadable: any Error
        do {
            return notifications(try JSONDecoder().decode(SNSEvent.self, from: data))
        } catch {
            unreadable = error
        }
        if let failed = try? JSONDecoder().decode(OnFailureRecord<SNSEvent>.self, from: data) {
            return notifications(failed.requestPayload)
        }
        if let bridged = try? JSONDecoder().decode(BridgeEvent.self, from: data) {
            return [bridged.notification(message: String(decoding: event, as: UTF8.self))]
        }
        // What a topic sends to a queue: the notification with other words around it.
        if let one = try? JSONDecoder().decode(SNSEvent.Notification.self, from: data) { return [one] }
        throw unreadable
    }

    private static func notifications(_ event: SNSEvent) -> [SNSEvent.Notification] { event.records.map(\.notification) }

    /// The part of an EventBridge event that every one has.
    private struct BridgeEvent: Decodable {
        var id: String
        var time: String?
        var detailType: String

        enum CodingKeys: String, CodingKey {
            case id, time
            case detailType = "detail-type"
        }

        func notification(message: String) -> SNSEvent.Notification {
            SNSEvent.Notification(messageID: id, message: message, subject: detailType, timestamp: time)
        }
    }
}
