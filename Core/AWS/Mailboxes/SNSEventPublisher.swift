import FoundationEssentials
import Mail

/// Events of mailboxes to one SNS topic: sockets, webhooks and whoever else subscribe to it, and filter by its attributes.
public struct SNSEventPublisher: EventPublisher {
    private let sns: SNS
    private let topic: String

    /// Publishes to a topic.
    public init(_ sns: SNS, topic: String) {
        self.sns = sns
        self.topic = topic
    }

    /// What subscribers get, as JSON.
    private struct Body: Encodable {
        var type: String
        var id: String
        var mailbox: String
        var messageID: String
        var seq: Int
        var receivedAt: String

        private enum CodingKeys: String, CodingKey {
            case type
            case id
            case mailbox
            case messageID = "message_id"
            case seq
            case receivedAt = "received_at"
        }
    }

    /// See ``EventPublisher/publish(_:)``. Receivers drop repetitions by the event's id, so it may be sent again.
    public func publish(_ event: MailboxEvent) async throws {
        let body = Body(
            type: event.kind.rawValue, id: event.id, mailbox: event.mailbox.key, messageID: event.messageID.description, seq: event.seq,
            receivedAt: event.receivedAt.rfc3339)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(body), as: UTF8.self)
        let attributes = [(name: "type", value: event.kind.rawValue), (name: "mailbox", value: event.mailbox.key)]
        _ = try await sns.publish(SNS.Message(text, attributes: attributes), to: topic, repeats: true)
    }
}
