import AWS

extension Probe {
    /// A condition as a command has it.
    private struct GivenCondition: Decodable {
        var expression: String?
        var names: [String: String]?
        var values: [String: AttributeValue]?

        var condition: DynamoDB.Condition { .init(expression, names: names ?? [:], values: values ?? [:]) }
    }

    /// A write as a command has it: with an item a put, with an expression an update.
    private struct GivenWrite: Decodable {
        var kind: String
        var item: Item?
        var key: Item?
        var expression: String?
        var condition: GivenCondition?

        var write: DynamoDB.Write {
            get throws {
                let condition = condition?.condition ?? DynamoDB.Condition()
                switch (kind, item, key, expression) {
                case ("put", let item?, _, _): return .put(item, condition)
                case ("update", _, let key?, let expression?): return .update(key: key, expression: expression, condition)
                case ("delete", _, let key?, _): return .delete(key: key, condition)
                case ("check", _, let key?, _): return .check(key: key, condition)
                default: throw ProbeFailure(description: "a \(kind) lacks something")
                }
            }
        }
    }

    private struct GivenQuery: Decodable {
        var key: String
        var filter: String?
        var names: [String: String]?
        var values: [String: AttributeValue]
        var index: String?
        var descending: Bool?
        var limit: Int?
        var after: Item?
        var projection: String?
        var consistent: Bool?

        var query: DynamoDB.Query {
            var query = DynamoDB.Query(key, values: values)
            query.filter = filter
            query.names = names ?? [:]
            query.index = index
            query.descending = descending ?? false
            query.limit = limit
            query.after = after
            query.projection = projection
            query.consistent = consistent ?? true
            return query
        }
    }

    func dynamoDB(_ table: DynamoDB, _ command: ProbeCommand) async throws -> JSONValue {
        switch command.operation {
        case "dynamodb.get":
            let item = try await table.get(command.need("key", Item.self), consistent: command.find("consistent") ?? true)
            return try item.map { try JSONValue(of: $0) } ?? .null
        case "dynamodb.batchGet": return try JSONValue(of: await table.get(command.need("keys", [Item].self)))
        case "dynamodb.write":
            let item = try await table.write(command.need("write", GivenWrite.self).write, repeats: command.find("repeats") ?? true)
            return try item.map { try JSONValue(of: $0) } ?? .null
        case "dynamodb.transact":
            let writes = try command.need("writes", [GivenWrite].self).map { try $0.write }
            try await table.transact(writes, token: command.need("token"))
            return .null
        case "dynamodb.query":
            let page = try await table.query(command.need("query", GivenQuery.self).query)
            return .object(["items": try JSONValue(of: page.items), "next": try page.next.map { try JSONValue(of: $0) } ?? .null])
        default: throw ProbeFailure(description: "there is no \(command.operation)")
        }
    }
}
