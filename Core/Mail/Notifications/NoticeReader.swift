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
    ///   - receivedAt: `Sns.Timestamp`, or the time now.
    public func notice(subject: String?, message: String, topicARN: String?, receivedAt: Timestamp) -> Notice {
        Notice(kind: .generic, subject: "Notification", text: "", html: "", thread: "", summary: "")
    }
}
