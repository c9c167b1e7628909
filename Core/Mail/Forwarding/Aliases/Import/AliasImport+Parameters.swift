import JSON
import Mail

/// What is in Parameter Store: a map of names to lists of targets, or what `aws ssm get-parameter`, `get-parameters` and `get-parameters-by-path`
/// print. A name is an address, `@domain`, or that of a parameter (``AliasKey/parameterName``).
extension AliasImport {
    mutating func readParameters(_ root: JSONNode) throws(AliasProblems) {
        guard let members = root.members else {
            let remedy = "Write { \"hello@example.com\": [\"jane@example.org\"] }, or give what 'aws ssm get-parameters-by-path' prints."
            throw AliasProblems([AliasProblem(line: root.line, "the file is \(root.kind) and no object", remedy)])
        }
        if let parameter = root["Parameter"], parameter.members != nil {
            takeParameter(parameter)
        } else if case .array(let parameters) = root["Parameters"]?.value {
            for parameter in parameters { takeParameter(parameter) }
        } else {
            for member in members { take(member.node, named: member.name, line: member.line) }
        }
    }

    /// A parameter of AWS's answer.
    private mutating func takeParameter(_ node: JSONNode) {
        guard let name = node["Name"]?.string, let value = node["Value"] else {
            return warn(node.line, nil, "a parameter has no \"Name\" or no \"Value\", and is left out", "Add it by hand.")
        }
        take(value, named: name, line: node.line)
    }

    /// An alias, or a map of them in a parameter of any other name.
    private mutating func take(_ node: JSONNode, named name: String, line: Int) {
        let value = Self.value(node)
        if let key = AliasKey(parameterName: name) { return take(value, as: key.description, line: line) }
        guard !name.contains("@"), let members = value.members else { return take(value, as: name, line: line) }
        for member in members { take(member.node, as: member.name, line: member.line) }
    }

    /// What a parameter's text says: JSON, or addresses with commas between. All is in the line of the text.
    private static func value(_ node: JSONNode) -> JSONNode {
        guard let text = node.string else { return node }
        if let inner = try? JSONReader.read(Array(text.utf8)) { return inner.moved(to: node.line) }
        let targets = text.split(separator: ",").map { part in
            JSONNode(.string(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())), line: node.line)
        }
        return JSONNode(.array(targets), line: node.line)
    }
}

extension JSONNode {
    /// The same, all in one line. As deep as the reader lets it be.
    fileprivate func moved(to line: Int) -> JSONNode {
        switch value {
        case .array(let elements): JSONNode(.array(elements.map { $0.moved(to: line) }), line: line)
        case .object(let members):
            JSONNode(.object(members.map { Member(name: $0.name, line: line, node: $0.node.moved(to: line)) }), line: line)
        default: JSONNode(value, line: line)
        }
    }
}
