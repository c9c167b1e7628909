import FoundationEssentials

/// The JSON of an answer, to look things up in.
enum JSONBody: Decodable, Equatable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([JSONBody])
    case object([String: JSONBody])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .truth(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONBody].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONBody].self))
        }
    }

    init(parsing bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONBody.self, from: Data(bytes)) }

    /// The member of an object; nil when it is not there.
    subscript(_ key: String) -> JSONBody? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The names of an object's members.
    var keys: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }

    /// The elements of a list.
    var elements: [JSONBody] {
        if case .list(let elements) = self { elements } else { [] }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var number: Int? {
        if case .number(let number) = self { Int(exactly: number) } else { nil }
    }
}
