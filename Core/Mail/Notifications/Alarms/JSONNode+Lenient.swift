import JSON

/// Members read as what they should be, or not at all: the sender of a notification may write anything.
extension JSONNode {
    /// A text, a number or a truth, as text; nil for anything else.
    var scalar: String? {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A number, or a text that is one.
    var double: Double? {
        switch value {
        case .string(let text), .number(let text): text.utf8.count <= 400 ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
        case .null, .bool, .array, .object: nil
        }
    }

    /// A whole number, or a text that is one.
    var integer: Int? { double.flatMap { Int(exactly: $0) } }

    /// The elements; nil when it is no list.
    var elements: [JSONNode]? {
        guard case .array(let elements) = value else { return nil }
        return elements
    }

    var bool: Bool? {
        guard case .bool(let truth) = value else { return nil }
        return truth
    }

    /// One clean line; nil where there is none, or an empty one.
    func line(_ name: String, limit: Int = 300) -> String? {
        guard let text = self[name]?.scalar else { return nil }
        let line = CleanText.line(text, limit: limit)
        return line.isEmpty ? nil : line
    }

    /// Clean text of more lines; nil where there is none, or an empty one.
    func block(_ name: String, limit: Int) -> String? {
        guard let text = self[name]?.scalar else { return nil }
        let block = CleanText.block(text, limit: limit)
        return block.isEmpty ? nil : block
    }
}
