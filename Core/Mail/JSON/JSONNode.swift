import Mail

/// A value of a JSON text (RFC 8259) that knows its place, so that whoever reads a person's file can name the line.
///
/// FoundationEssentials' decoder says neither where something is nor that a name stands twice.
package struct JSONNode: Sendable {
    /// What it is.
    package indirect enum Value: Sendable {
        case null
        case bool(Bool)
        /// As it was written.
        case number(String)
        case string(String)
        case array([JSONNode])
        /// In the order of the text; a name can stand in it twice.
        case object([Member])
    }

    /// A name and its value.
    package struct Member: Sendable {
        package var name: String
        /// The line of the name.
        package var line: Int
        package var node: JSONNode

        package init(name: String, line: Int, node: JSONNode) {
            self.name = name
            self.line = line
            self.node = node
        }
    }

    package var value: Value
    /// The line that it begins in, from 1.
    package var line: Int

    package init(_ value: Value, line: Int) {
        self.value = value
        self.line = line
    }

    /// What it is, for people.
    package var kind: String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The text; nil when it is something else.
    package var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    /// The members; nil when it is no object.
    package var members: [Member]? {
        guard case .object(let members) = value else { return nil }
        return members
    }

    /// The first value of this name; nil where there is none, and when it is no object.
    package subscript(_ name: String) -> JSONNode? { members?.first { $0.name == name }?.node }
}
