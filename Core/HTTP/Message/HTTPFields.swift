/// Header fields in the order they were sent. Names compare without regard to case (RFC 9110, section 5.1).
public struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field line.
    public struct Field: Sendable, Equatable {
        /// The name as it was written.
        public var name: String
        /// The value, without the white space around it.
        public var value: String
    }

    /// The field lines.
    public private(set) var lines: [Field] = []

    /// No fields.
    public init() {}

    /// Fields from a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field of that name; setting it replaces all of that name, and nil removes them.
    public subscript(name: String) -> String? {
        get { lines.first { Self.isSame($0.name, name) }?.value }
        set {
            lines.removeAll { Self.isSame($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of that name, in order.
    public func values(_ name: String) -> [String] {
        lines.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Adds a field line behind the others.
    public mutating func append(_ name: String, _ value: String) {
        lines.append(Field(name: name, value: value))
    }

    /// Adds a line's continuation (obsolete line folding, RFC 9112, section 5.2) to the last value.
    mutating func fold(_ text: String) {
        guard !lines.isEmpty else { return }
        lines[lines.count - 1].value += lines[lines.count - 1].value.isEmpty ? text : " \(text)"
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        var a = a.utf8.makeIterator()
        var b = b.utf8.makeIterator()
        while true {
            switch (a.next(), b.next()) {
            case (nil, nil): return true
            case (let x?, let y?) where lowercase(x) == lowercase(y): continue
            default: return false
            }
        }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
