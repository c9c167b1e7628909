import JSON
import Mail

/// Makes a ``Notice`` of any SNS message.
///
/// It never fails: what cannot be read as something known becomes a generic mail that shows it.
public struct NoticeReader: Sendable {
    /// The zone that times are shown in.
    public var zone: TimeZoneRules

    /// Creates a reader.
    /// - Parameter zone: The zone that times are shown in.
    public init(zone: TimeZoneRules = .utc) {
        self.zone = zone
    }

    /// What a message says.
    /// - Parameters:
    ///   - subject: `Sns.Subject`; many messages have none.
    ///   - message: `Sns.Message`: JSON or plain text.
    ///   - topicARN: `Sns.TopicArn`.
    ///   - receivedAt: `Sns.Timestamp`, or the time now: shown where an alarm does not tell when it changed.
    public func notice(subject: String?, message: String, topicARN: String?, receivedAt: Timestamp) -> Notice {
        let generic = GenericNotice(zone: zone)
        guard let node = Self.json(message) else {
            if let budget = BudgetText(message, subject: subject) { return BudgetNotice.notice(budget, topicARN: topicARN) }
            return generic.notice(subject: subject, text: message, topicARN: topicARN)
        }
        if let alarm = Alarm(notification: node) ?? Alarm(event: node) {
            return Notice(alarm, zone: zone, topicARN: topicARN, receivedAt: receivedAt)
        }
        return CostAnomalyNotice.notice(node, zone: zone, topicARN: topicARN)
            ?? generic.notice(subject: subject, node: node, topicARN: topicARN)
    }

    /// A message that does not begin as JSON is spared the reading.
    private static func json(_ message: String) -> JSONNode? {
        let first = message.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"") else { return nil }
        return try? JSONReader.read(Array(message.utf8))
    }
}
