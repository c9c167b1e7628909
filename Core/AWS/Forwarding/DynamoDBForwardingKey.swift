import AWS
import Crypto
import Forwarding

/// The secret of a deployment in the one DynamoDB table: it is made when it is first asked for, and is the same for everybody from then on.
public struct DynamoDBForwardingKey: Sendable {
    private let table: DynamoDB

    /// The secret in a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// Reads it, and makes it before where there is none.
    public func key() async throws -> ForwardingKey {
        if let key = try await read() { return key }
        var row = ForwardingTableKey.secret
        row["key"] = .binary(try SecureRandom.bytes(ForwardingKey.length))
        // Of all who make one, one is first; that one counts for all.
        try await table.writeIfHolds(.put(row, DynamoDB.Condition("attribute_not_exists(pk)")))
        guard let key = try await read() else { throw UnreadableRow("secret's", ForwardingTableKey.secret) }
        return key
    }

    /// A deployment that has forwarded nothing yet.
    public struct Missing: Error, CustomStringConvertible {
        /// What it means.
        public let description =
            "there is no secret yet, and no link made with one: AliasForward makes it when it starts for the first time"
    }

    /// Reads it, for those who must not make one.
    /// - Throws: ``Missing``.
    public func existing() async throws -> ForwardingKey {
        guard let key = try await read() else { throw Missing() }
        return key
    }

    private func read() async throws -> ForwardingKey? {
        guard let row = try await table.get(ForwardingTableKey.secret) else { return nil }
        guard let key = row["key"]?.bytes.flatMap({ ForwardingKey($0) }) else { throw UnreadableRow("secret's", ForwardingTableKey.secret) }
        return key
    }
}
