import AWS
import Mail
import Notifications

/// The states of alarms in the one DynamoDB table.
public struct DynamoDBNoticeStates: NoticeStates {
    /// How long a row is kept, in seconds: longer than any window.
    private static let isKept: Int64 = 7 * 24 * 60 * 60

    private let table: DynamoDB

    /// The states in a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// See ``NoticeStates/enter(_:state:source:at:window:)``.
    public func enter(_ thread: String, state: String, source: String, at now: Timestamp, window: Duration) async throws -> Bool {
        var row = NotificationTableKey.state(thread)
        row["state"] = .string(state)
        row["source"] = .string(source)
        row["at"] = .number(now.millisecondsSince1970)
        row["ttl"] = .number(max(now.seconds, 0) + Self.isKept)
        let since = now.adding(.zero - window)
        let condition = DynamoDB.Condition(
            "attribute_not_exists(pk) OR #state <> :state OR #at <= :since", names: ["#state": "state", "#at": "at"],
            values: [":state": .string(state), ":since": .number(since.millisecondsSince1970)])
        do {
            try await table.write(.put(row, condition))
            return true
        } catch let error as AWSError where error.isConditionFailure {
            // The same message again, or this write again whose answer was lost.
            return error.item?["source"] == .string(source)
        }
    }
}
