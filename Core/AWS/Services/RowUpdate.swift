/// An update of a row with a condition, put together.
package struct RowUpdate {
    private var sets: [String] = []
    private var removals: [String] = []
    private var condition: DynamoDB.Condition

    /// An update on a condition; `#state` in it is the attribute `state`.
    package init(_ condition: String, values: [String: AttributeValue]) {
        // DynamoDB refuses names that are not used.
        self.condition = DynamoDB.Condition(condition, names: condition.contains("#state") ? ["#state": "state"] : [:], values: values)
    }

    /// An attribute of which the condition speaks; every name is given in this way, since many are reserved words.
    package mutating func name(_ attribute: String) { condition.names["#\(attribute)"] = attribute }

    /// Gives an attribute a value, or takes it away. `name` is what the condition calls the value.
    package mutating func set(_ attribute: String, _ value: AttributeValue?, as name: String? = nil) {
        self.name(attribute)
        guard let value else { return removals.append("#\(attribute)") }
        let name = name ?? ":new_\(attribute)"
        condition.values[name] = value
        sets.append("#\(attribute) = \(name)")
    }

    /// Adds one to a number that is there.
    package mutating func increase(_ attribute: String) {
        name(attribute)
        condition.values[":one"] = .number(1)
        sets.append("#\(attribute) = #\(attribute) + :one")
    }

    /// The update, as the table takes it.
    package func write(_ key: Item) -> DynamoDB.Write {
        let clauses = [("SET", sets), ("REMOVE", removals)].filter { !$0.1.isEmpty }
        let expression = clauses.map { "\($0.0) \($0.1.joined(separator: ", "))" }.joined(separator: " ")
        return .update(key: key, expression: expression, condition)
    }
}
