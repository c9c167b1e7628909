import AWS
import Mail
import Notifications

/// What waits for the weekly mail, in the one DynamoDB table.
public struct DynamoDBDigestItems: DigestItems {
    /// How long an item is kept that nobody mails, in seconds.
    private static let isKept: Int64 = 60 * 24 * 60 * 60

    private let table: DynamoDB

    /// The items in a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// See ``DigestItems/add(_:now:)``.
    public func add(_ item: DigestItem, now: Timestamp) async throws {
        var row = NotificationTableKey.digest("I#\(item.source)")
        row["kind"] = .string(item.kind.rawValue)
        row["summary"] = .string(item.summary)
        row["at"] = .number(item.at.millisecondsSince1970)
        row["ttl"] = .number(max(now.seconds, 0) + Self.isKept)
        try await table.writeIfHolds(.put(row, DynamoDB.Condition("attribute_not_exists(pk)")))
    }
}
