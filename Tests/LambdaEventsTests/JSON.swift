import FoundationEssentials

/// Any JSON value, to take recorded events apart and to change them.
enum JSON: Hashable, Sendable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])
}

extension JSON: Codable {
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
        } else if let value = try? container.decode([JSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .truth(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    init(parsing bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSON.self, from: Data(bytes)) }

    var bytes: [UInt8] { get throws { [UInt8](try JSONEncoder().encode(self)) } }
}

extension JSON {
    /// One step down: a key of an object or an index of a list.
    enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    /// The places of everything inside, depth first.
    var places: [[Step]] {
        let children: [(Step, JSON)] =
            switch self {
            case .object(let members): members.sorted { $0.key < $1.key }.map { (.key($0.key), $0.value) }
            case .list(let elements): elements.enumerated().map { (.index($0.offset), $0.element) }
            default: []
            }
        return children.flatMap { step, child in [[step]] + child.places.map { [step] + $0 } }
    }

    /// What is at a place.
    subscript(_ place: some Collection<Step>) -> JSON? {
        guard let step = place.first else { return self }
        switch (self, step) {
        case (.object(let members), .key(let key)): return members[key]?[place.dropFirst()]
        case (.list(let elements), .index(let index)) where elements.indices.contains(index): return elements[index][place.dropFirst()]
        default: return nil
        }
    }

    /// The same with something else at a place, or nothing.
    func replacing(_ place: some Collection<Step>, with value: JSON?) -> JSON {
        guard let step = place.first else { return value ?? .null }
        let rest = place.dropFirst()
        switch (self, step) {
        case (.object(var members), .key(let key)):
            members[key] = rest.isEmpty ? value : members[key]?.replacing(rest, with: value)
            return .object(members)
        case (.list(var elements), .index(let index)) where elements.indices.contains(index):
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(rest, with: value)
            }
            return .list(elements)
        default:
            return self
        }
    }
}

extension Collection<JSON.Step> {
    /// A place as error messages write it: `Records[0].ses.mail`.
    var written: String {
        reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
