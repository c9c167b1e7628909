/// Bodies that are made of header fields: the reports of RFC 3464 and RFC 8098, and the phantom body of message/external-body.
enum FieldGroups {
    /// Groups of fields, apart by empty lines; lines that are no fields are skipped, and so are groups without any.
    static func parse(_ bytes: [UInt8]) -> [[HeaderField]] {
        var groups: [[HeaderField]] = []
        var group: [HeaderField] = []
        var name: String?
        var value = 0..<0
        func field() -> [HeaderField] { name.map { [HeaderField(name: $0, rawValue: Array(bytes[value]))] } ?? [] }
        var position = 0
        while position < bytes.count {
            let feed = ByteScan.first(ASCII.lf, in: bytes.span, position..<bytes.count)
            let next = feed.map { $0 + 1 } ?? bytes.count
            var end = feed ?? bytes.count
            if end > position, bytes[end - 1] == ASCII.cr { end -= 1 }
            let line = bytes[position..<end]
            if line.allSatisfy(\.isWSP) {
                group += field()
                name = nil
                if !group.isEmpty { groups.append(group) }
                group = []
            } else if bytes[position].isWSP {
                if name != nil { value = value.lowerBound..<end }
            } else {
                group += field()
                name = nil
                if let colon = line.firstIndex(of: ASCII.colon), !line[..<colon].trimmingFWS().isEmpty {
                    name = String(decoding: line[..<colon].trimmingFWS(), as: UTF8.self)
                    value = (colon + 1)..<end
                }
            }
            position = next
        }
        group += field()
        if !group.isEmpty { groups.append(group) }
        return groups
    }
}

/// A value with the type of names it is from (RFC 3464 section 2.1.2): `rfc822; joan@example.com`, `dns; mx.example.com`, `smtp; 550 no`.
public struct TypedValue: Sendable, Equatable {
    /// The type in lower case, such as `rfc822`, `dns` or `smtp`; empty where the field has none.
    public let type: String
    /// The value as text.
    public let value: String

    /// Creates a value.
    public init(type: String, value: String) {
        self.type = type
        self.value = value
    }

    init(_ text: String) {
        let bytes = Array(text.utf8)
        guard let semicolon = bytes.firstIndex(of: ASCII.semicolon) else {
            self.init(type: "", value: String(decoding: bytes.trimmingFWS(), as: UTF8.self))
            return
        }
        self.init(
            type: bytes[..<semicolon].trimmingFWS().loweredString,
            value: String(decoding: bytes[(semicolon + 1)...].trimmingFWS(), as: UTF8.self))
    }
}

extension [HeaderField] {
    /// The first field of this name (lower case).
    func first(named name: StaticString) -> HeaderField? { first { $0.name.utf8.equalsIgnoringCase(name) } }

    func text(_ name: StaticString) -> String? { first(named: name)?.value }

    func typed(_ name: StaticString) -> TypedValue? { text(name).map(TypedValue.init) }
}
