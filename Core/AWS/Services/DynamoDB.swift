import HTTP

/// The table of DynamoDB that Postroom keeps everything in.
///
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html
public struct DynamoDB: Sendable {
    /// The most parts of a transaction.
    package static let transactionLimit = 100
    /// The most keys of a BatchGetItem.
    static let batchLimit = 100
    /// The most bytes of an item.
    static let itemLimit = 400 << 10

    private let client: AWSClient
    /// The table's name.
    let table: String

    /// The operations on a table.
    public init(_ client: AWSClient, table: String) {
        self.client = client
        self.table = table
    }

    // MARK: - Items

    private struct Get: Encodable {
        var TableName: String
        var Key: Item
        var ConsistentRead: Bool
    }
    private struct Got: Decodable {
        var Item: [String: AttributeValue]?
    }

    /// An item by its key; nil when there is none.
    public func get(_ key: Item, consistent: Bool = true) async throws -> Item? {
        let answer: Got = try await call("GetItem", Get(TableName: table, Key: key, ConsistentRead: consistent))
        return answer.Item
    }

    private struct BatchGet: Encodable {
        struct Keys: Encodable {
            var Keys: [Item]
            var ConsistentRead: Bool
        }
        var RequestItems: [String: Keys]
    }
    private struct BatchGot: Decodable {
        struct Left: Decodable {
            var Keys: [Item]
        }
        var Responses: [String: [Item]]?
        var UnprocessedKeys: [String: Left]?
    }

    /// Items by their keys, in no order; those that are not there are left out. Any number of keys.
    public func get(_ keys: [Item], consistent: Bool = true) async throws -> [Item] {
        var left = keys
        var found: [Item] = []
        var tries = 0
        while !left.isEmpty {
            let now = left.prefix(Self.batchLimit)
            let answer: BatchGot = try await call(
                "BatchGetItem", BatchGet(RequestItems: [table: .init(Keys: Array(now), ConsistentRead: consistent)]))
            found += answer.Responses?[table] ?? []
            let unprocessed = answer.UnprocessedKeys?[table]?.Keys ?? []
            left = unprocessed + left.dropFirst(now.count)
            guard !unprocessed.isEmpty else {
                tries = 0
                continue
            }
            // Large items come a few at a time: that is no failure as long as some come.
            tries = unprocessed.count < now.count ? 0 : tries + 1
            let pause = RetryRules.pause(afterAttempt: max(tries, 1), isThrottling: false, random: Double.random(in: 0...1))
            let isLate = RequestDeadline.current.map { ContinuousClock.now + pause >= $0 } ?? false
            guard tries < 8, !isLate else {
                throw AWSError(
                    service: "DynamoDB", operation: "BatchGetItem", code: "UnprocessedKeys",
                    message: "\(unprocessed.count) keys were not read",
                    isRetryable: true, outcome: .refused)
            }
            try await Task.sleep(for: pause)
        }
        return found
    }

    /// What a write depends on, and what its expressions mean.
    public struct Condition: Sendable {
        /// The expression, such as `attribute_not_exists(pk)`.
        public var expression: String?
        /// What `#name` stands for.
        public var names: [String: String]
        /// What `:value` stands for.
        public var values: [String: AttributeValue]

        /// Describes a condition.
        public init(_ expression: String? = nil, names: [String: String] = [:], values: [String: AttributeValue] = [:]) {
            self.expression = expression
            self.names = names
            self.values = values
        }
    }

    /// A write, alone or as a part of a transaction.
    public enum Write: Sendable {
        /// Adds or replaces an item.
        case put(Item, Condition = Condition())
        /// Changes attributes of an item, which is made if it is not there.
        case update(key: Item, expression: String, Condition = Condition())
        /// Removes an item.
        case delete(key: Item, Condition = Condition())
        /// Changes nothing, and lets a transaction fail.
        case check(key: Item, Condition)
    }

    /// Makes a write; the item as it was (a put, a delete) or is (an update).
    /// - Throws: ``AWSError``; when the condition does not hold its code is `ConditionalCheckFailedException`, and ``AWSError/item`` the item.
    ///
    /// `repeats` is false for one that would do more when it is done twice, such as an `ADD` without a condition.
    @discardableResult
    public func write(_ write: Write, repeats: Bool = true) async throws -> Item? {
        let part = try Part(write, table: table, isAlone: true)
        struct Answer: Decodable {
            var Attributes: Item?
        }
        let name: String =
            switch write {
            case .put: "PutItem"
            case .update: "UpdateItem"
            case .delete: "DeleteItem"
            case .check: throw Refusal("a check is a part of a transaction, and no write of its own")
            }
        // A conditional write that is repeated may fail by its own first effect: whoever writes has to expect that.
        let answer: Answer = try await call(name, part, isIdempotent: repeats)
        return answer.Attributes
    }

    /// Makes all writes or none.
    ///
    /// With a token, repeating the same transaction within ten minutes does nothing.
    /// - Throws: ``AWSError``; its code is `TransactionCanceledException` and ``AWSError/cancellationReasons`` says why when conditions do not hold.
    public func transact(_ writes: [Write], token: String) async throws {
        guard writes.count <= Self.transactionLimit else {
            throw Refusal("a transaction has \(writes.count) parts; DynamoDB takes \(Self.transactionLimit)")
        }
        struct Transaction: Encodable {
            var ClientRequestToken: String
            var TransactItems: [[String: Part]]
        }
        let items = try writes.map { write in
            let kind =
                switch write {
                case .put: "Put"
                case .update: "Update"
                case .delete: "Delete"
                case .check: "ConditionCheck"
                }
            return [kind: try Part(write, table: table, isAlone: false)]
        }
        let _: NoContent = try await call("TransactWriteItems", Transaction(ClientRequestToken: token, TransactItems: items))
    }

    /// What cannot be asked of DynamoDB.
    public struct Refusal: Error, Equatable, CustomStringConvertible {
        /// What is too large, and what the limit is.
        public let description: String

        init(_ description: String) { self.description = description }
    }

    private struct Part: Encodable {
        var TableName: String
        var Item: [String: AttributeValue]?
        var Key: [String: AttributeValue]?
        var UpdateExpression: String?
        var ConditionExpression: String?
        var ExpressionAttributeNames: [String: String]?
        var ExpressionAttributeValues: [String: AttributeValue]?
        var ReturnValues: String?
        var ReturnValuesOnConditionCheckFailure: String?

        init(_ write: Write, table: String, isAlone: Bool) throws {
            TableName = table
            let condition: Condition
            switch write {
            case .put(let item, let given):
                let size = ItemSize.bytes(item)
                guard size <= DynamoDB.itemLimit else {
                    throw Refusal("an item has \(size) bytes; DynamoDB takes \(DynamoDB.itemLimit)")
                }
                Item = item
                condition = given
                if isAlone { ReturnValues = "ALL_OLD" }
            case .update(let key, let expression, let given):
                Key = key
                UpdateExpression = expression
                condition = given
                if isAlone { ReturnValues = "ALL_NEW" }
            case .delete(let key, let given):
                Key = key
                condition = given
                if isAlone { ReturnValues = "ALL_OLD" }
            case .check(let key, let given):
                Key = key
                condition = given
            }
            ConditionExpression = condition.expression
            ExpressionAttributeNames = condition.names.isEmpty ? nil : condition.names
            ExpressionAttributeValues = condition.values.isEmpty ? nil : condition.values
            if condition.expression != nil { ReturnValuesOnConditionCheckFailure = "ALL_OLD" }
        }
    }

    // MARK: - Query

    /// What to look for.
    public struct Query: Sendable {
        /// The expression of the key, such as `pk = :pk AND begins_with(sk, :prefix)`.
        public var key: String
        /// What is left out of what was read; it counts as read.
        public var filter: String?
        /// What `#name` stands for.
        public var names: [String: String] = [:]
        /// What `:value` stands for.
        public var values: [String: AttributeValue]
        /// A global secondary index.
        public var index: String?
        /// Backwards.
        public var descending = false
        /// The most items to read.
        public var limit: Int?
        /// Where the page before ended.
        public var after: Item?
        /// The attributes to return, all where there is none.
        public var projection: String?
        /// Whether what was written just now is seen; not to be had of an index.
        public var consistent = true

        /// Describes a query.
        public init(_ key: String, values: [String: AttributeValue]) {
            self.key = key
            self.values = values
        }
    }

    private struct Querying: Encodable {
        var TableName: String
        var IndexName: String?
        var KeyConditionExpression: String
        var FilterExpression: String?
        var ProjectionExpression: String?
        var ExpressionAttributeNames: [String: String]?
        var ExpressionAttributeValues: [String: AttributeValue]
        var ScanIndexForward: Bool
        var ConsistentRead: Bool
        var Limit: Int?
        var ExclusiveStartKey: Item?
    }

    /// What a query found.
    public struct Page: Decodable, Sendable {
        /// The items.
        public var items: [Item]
        /// Where it ended before all was read.
        public var next: Item?

        private enum CodingKeys: String, CodingKey {
            case items = "Items"
            case next = "LastEvaluatedKey"
        }
    }

    /// Reads a page; ``Page/next`` is where the following one begins.
    public func query(_ query: Query) async throws -> Page {
        try await call(
            "Query",
            Querying(
                TableName: table, IndexName: query.index, KeyConditionExpression: query.key, FilterExpression: query.filter,
                ProjectionExpression: query.projection, ExpressionAttributeNames: query.names.isEmpty ? nil : query.names,
                ExpressionAttributeValues: query.values, ScanIndexForward: !query.descending,
                ConsistentRead: query.consistent && query.index == nil, Limit: query.limit, ExclusiveStartKey: query.after))
    }

    private struct Scanning: Encodable {
        var TableName: String
        var FilterExpression: String
        var ExpressionAttributeValues: [String: AttributeValue]
        var ExclusiveStartKey: Item?
        var ConsistentRead = true
    }

    /// Reads a page of the whole table, and returns what the filter leaves of it.
    package func scan(filter: String, values: [String: AttributeValue], after key: Item?) async throws -> Page {
        try await call(
            "Scan", Scanning(TableName: table, FilterExpression: filter, ExpressionAttributeValues: values, ExclusiveStartKey: key))
    }

    private func call<Answer: Decodable>(_ operation: String, _ input: some Encodable, isIdempotent: Bool = true) async throws -> Answer {
        try await client.json(
            .dynamoDB, "DynamoDB_20120810", operation, version: "1.0", isIdempotent: isIdempotent, responseLimit: 20 << 20, input)
    }
}

/// How many bytes DynamoDB counts for an item.
///
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
package enum ItemSize {
    /// The bytes of an item: names and values.
    package static func bytes(_ item: Item) -> Int { item.reduce(0) { $0 + $1.key.utf8.count + bytes($1.value) } }

    private static func bytes(_ value: AttributeValue) -> Int {
        switch value {
        case .string(let text): text.utf8.count
        case .number(let digits): number(digits)
        case .binary(let bytes): bytes.count
        case .bool, .null: 1
        case .list(let values): values.reduce(3) { $0 + 1 + bytes($1) }
        case .map(let fields): fields.reduce(3) { $0 + 1 + $1.key.utf8.count + bytes($1.value) }
        case .stringSet(let texts): texts.reduce(0) { $0 + $1.utf8.count }
        case .numberSet(let numbers): numbers.reduce(0) { $0 + number($1) }
        case .binarySet(let sets): sets.reduce(0) { $0 + $1.count }
        }
    }

    /// A byte for each two significant digits, and one: zeros at both ends do not count.
    private static func number(_ text: String) -> Int {
        let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        var digits = mantissa.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }[...]
        while digits.first == UInt8(ascii: "0") { digits.removeFirst() }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits.count + 1) / 2 + 1
    }
}
