import JSON

/// Makes an outline of any JSON, as long as it is short.
struct OutlineWriter {
    private static let lineLimit = 400
    private static let sizeLimit = 24 * 1024
    private static let valueLimit = 4096

    private var outline = Outline()
    private var size = 0

    /// The outline of a value.
    static func outline(_ node: JSONNode) -> Outline {
        var writer = OutlineWriter()
        writer.addContent(of: node, depth: 0)
        return writer.outline
    }

    /// - Parameter isItem: Whether it is an element of a list, whose mark stands before its first line.
    private mutating func addContent(of node: JSONNode, depth: Int, isItem: Bool = false) {
        switch node.value {
        case .object(let members):
            for (index, member) in members.enumerated() {
                add(KeyWords.words(member.name), member.node, depth: depth, isItem: isItem && index == 0)
            }
        case .array(let elements):
            for element in elements {
                if let members = element.members, !members.isEmpty {
                    addContent(of: element, depth: depth, isItem: true)
                } else {
                    add(nil, element, depth: depth, isItem: true)
                }
            }
        case .null, .bool, .number, .string: add(nil, node, depth: depth, isItem: true)
        }
    }

    private mutating func add(_ name: String?, _ node: JSONNode, depth: Int, isItem: Bool) {
        guard outline.lines.count < Self.lineLimit, size < Self.sizeLimit else {
            outline.left += 1
            return
        }
        let value: String? =
            switch node.value {
            case .null: "none"
            case .bool(let truth): truth ? "yes" : "no"
            case .number(let text): CleanText.line(text, limit: 60)
            case .string(let text): text.isEmpty ? "(empty)" : CleanText.block(text, limit: Self.valueLimit)
            case .array(let elements): elements.isEmpty ? "none" : nil
            case .object(let members): members.isEmpty ? "none" : nil
            }
        size += (name?.utf8.count ?? 0) + (value?.utf8.count ?? 0) + 2
        outline.lines.append(Outline.Line(depth: depth, isItem: isItem, name: name, value: value))
        if value == nil { addContent(of: node, depth: depth + 1) }
    }
}
