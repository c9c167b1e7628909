import Glibc
import JSON
import MustacheTemplates

// What the checks in Python ask of the renderer. Each line of input is an object with `template`, `value` and `partials`, each line of output
// one with `text`, or with the `code` of the error and what it says.

func value(_ node: JSONNode?) -> MustacheValue {
    switch node?.value {
    case .none, .null: .null
    case .bool(let value): .bool(value)
    case .number(let text): .number(text)
    case .string(let text): .text(text)
    case .array(let nodes): .list(nodes.map(value))
    case .object(let members): .object(Dictionary(members.map { ($0.name, value($0.node)) }) { _, last in last })
    }
}

func rendered(_ node: JSONNode) throws(MustacheError) -> String {
    var partials: [String: MustacheTemplate] = [:]
    for member in node["partials"]?.members ?? [] {
        partials[member.name] = try MustacheTemplate(member.node.string ?? "", named: member.name)
    }
    return try MustacheTemplate(node["template"]?.string ?? "", named: "template").render(value(node["value"]), partials: partials)
}

while let line = readLine() {
    let node: JSONNode
    do {
        node = try JSONReader.read(Array(line.utf8))
    } catch {
        print("MustacheProbe: \(error.what)")
        exit(2)
    }
    do {
        print("{\"text\":\(JSONText.quoted(try rendered(node)))}")
    } catch {
        print("{\"code\":\(JSONText.quoted(error.code.rawValue)),\"description\":\(JSONText.quoted(error.description))}")
    }
}
