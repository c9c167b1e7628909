/// A JSON value that is written and never read (RFC 8259).
enum JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSON])
    /// Members in the order they are written.
    case object([(String, JSON)])

    init(stringLiteral value: String) { self = .string(value) }

    init(booleanLiteral value: Bool) { self = .bool(value) }

    /// null where there is no text.
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

    func append(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let value): output += String(value).utf8
        case .string(let value): Self.append(value, to: &output)
        case .array(let values):
            Self.append(values, "[", "]", to: &output) { value, output in value.append(to: &output) }
        case .object(let members):
            Self.append(members, "{", "}", to: &output) { member, output in
                Self.append(member.0, to: &output)
                output += ":".utf8
                member.1.append(to: &output)
            }
        }
    }

    private static func append<Item>(
        _ items: [Item], _ start: String, _ end: String, to output: inout [UInt8], _ item: (Item, inout [UInt8]) -> Void
    ) {
        output += start.utf8
        for (index, each) in items.enumerated() {
            if index > 0 { output += ",".utf8 }
            item(each, &output)
        }
        output += end.utf8
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    private static func append(_ text: String, to output: inout [UInt8]) {
        output += "\"".utf8
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: output += "\\u00".utf8 + [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output += "\"".utf8
    }
}

extension JSON {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Bytes in base64 (RFC 4648 section 4).
    static func base64(_ bytes: [UInt8]) -> JSON {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
        }
        return .string(String(decoding: text, as: UTF8.self))
    }
}
