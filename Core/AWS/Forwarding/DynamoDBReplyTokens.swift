import AWS
import Forwarding
import Mail

/// For whom the tokens of reply addresses stand, in rows `REPLY#{token}`.
public struct DynamoDBReplyTokens: ReplyTokens {
    private let table: DynamoDB

    /// The tokens of a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// See ``ReplyTokens/save(_:alias:correspondent:)``. The token follows from the two: writing it again changes nothing.
    public func save(_ token: String, alias: EmailAddress, correspondent: EmailAddress) async throws {
        var row = ForwardingTableKey.replyToken(token)
        row["alias"] = .string(alias.description)
        row["correspondent"] = .string(correspondent.description)
        try await table.write(.put(row))
    }

    /// See ``ReplyTokens/find(_:)``.
    public func find(_ token: String) async throws -> (alias: EmailAddress, correspondent: EmailAddress)? {
        guard let row = try await table.get(ForwardingTableKey.replyToken(token)) else { return nil }
        guard let alias = Self.address(row["alias"]), let correspondent = Self.address(row["correspondent"]) else {
            throw UnreadableRow("reply token", row)
        }
        return (alias, correspondent)
    }

    @inline(never)
    private static func address(_ value: AttributeValue?) -> EmailAddress? { value?.text.flatMap { try? EmailAddress($0) } }
}
