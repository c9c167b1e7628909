import FoundationEssentials

/// A value of a DynamoDB item.
///
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
public enum AttributeValue: Sendable, Equatable {
    /// Text; may be empty where it is no key.
    case string(String)
    /// A number as it is written: DynamoDB keeps 38 digits, more than any number of ours.
    case number(String)
    /// Bytes.
    case binary([UInt8])
    /// True or false.
    case bool(Bool)
    /// Nothing.
    case null
    /// Values in order.
    case list([AttributeValue])
    /// Values by name.
    case map([String: AttributeValue])
    /// Different texts, at least one.
    case stringSet([String])
    /// Different numbers, at least one.
    case numberSet([String])
    /// Different bytes, at least one.
    case binarySet([[UInt8]])

    /// A whole number.
    public static func number(_ value: some BinaryInteger) -> AttributeValue { .number(String(value)) }

    /// The text, where it is one.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
    /// The number, where it is a whole one that fits.
    public var int: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits)
    }
    /// The bytes, where it has some.
    public var bytes: [UInt8]? {
        if case .binary(let bytes) = self { bytes } else { nil }
    }
    /// True or false, where it is that.
    public var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }
    /// The values of a list.
    public var values: [AttributeValue]? {
        if case .list(let values) = self { values } else { nil }
    }
    /// The values of a map.
    public var fields: [String: AttributeValue]? {
        if case .map(let fields) = self { fields } else { nil }
    }
}

/// An item of a table: its attributes by name.
public typealias Item = [String: AttributeValue]

extension AttributeValue: ExpressibleByStringLiteral {
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension AttributeValue: Codable {
    private enum Kind: String, CodingKey {
        case S, N, B, BOOL, NULL, L, M, SS, NS, BS
    }

    /// Reads DynamoDB's JSON: an object with the type as its only key.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        guard let kind = container.allKeys.first else {
            throw DecodingError.dataCorrupted(.init(codingPath: container.codingPath, debugDescription: "a value without a type"))
        }
        self =
            switch kind {
            case .S: .string(try container.decode(String.self, forKey: .S))
            case .N: .number(try container.decode(String.self, forKey: .N))
            case .B: .binary(try Self.bytes(container.decode(String.self, forKey: .B), container.codingPath))
            case .BOOL: .bool(try container.decode(Bool.self, forKey: .BOOL))
            case .NULL: .null
            case .L: .list(try container.decode([AttributeValue].self, forKey: .L))
            case .M: .map(try container.decode([String: AttributeValue].self, forKey: .M))
            case .SS: .stringSet(try container.decode([String].self, forKey: .SS))
            case .NS: .numberSet(try container.decode([String].self, forKey: .NS))
            case .BS: .binarySet(try container.decode([String].self, forKey: .BS).map { try Self.bytes($0, container.codingPath) })
            }
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Kind.self)
        switch self {
        case .string(let value): try container.encode(value, forKey: .S)
        case .number(let value): try container.encode(value, forKey: .N)
        case .binary(let value): try container.encode(Data(value).base64EncodedString(), forKey: .B)
        case .bool(let value): try container.encode(value, forKey: .BOOL)
        case .null: try container.encode(true, forKey: .NULL)
        case .list(let value): try container.encode(value, forKey: .L)
        case .map(let value): try container.encode(value, forKey: .M)
        case .stringSet(let value): try container.encode(value, forKey: .SS)
        case .numberSet(let value): try container.encode(value, forKey: .NS)
        case .binarySet(let value): try container.encode(value.map { Data($0).base64EncodedString() }, forKey: .BS)
        }
    }

    private static func bytes(_ text: String, _ path: [any CodingKey]) throws -> [UInt8] {
        guard let data = Data(base64Encoded: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "binary that is no base64"))
        }
        return Array(data)
    }
}
