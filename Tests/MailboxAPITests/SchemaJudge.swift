/// Holds values to the schemas of the document, as far as the document uses JSON Schema (draft 2020-12), and notes which properties it met.
struct SchemaJudge {
    let document: JSONBody
    /// Schema and property, such as `Mailbox.address`, that some value had.
    private(set) var met: Set<String> = []

    init(_ document: JSONBody) {
        self.document = document
    }

    /// What is behind a reference, and its name; the value itself where it is none.
    func resolved(_ value: JSONBody) -> (value: JSONBody, name: String?) {
        guard let reference = value["$ref"]?.text else { return (value, nil) }
        let path = reference.split(separator: "/").dropFirst().map(String.init)
        let target = path.reduce(document) { $0[$1] ?? .null }
        return (target, path.last)
    }

    /// What is wrong with a value; empty where nothing is.
    mutating func faults(of value: JSONBody, by schema: JSONBody, at place: String = "") -> [String] {
        let (schema, known) = resolved(schema)
        guard schema.keys.isEmpty == false else { return ["\(place): there is no schema"] }
        let name = known ?? place
        var faults: [String] = []
        if let type = schema["type"], !types(type).contains(where: { Self.isType(value, $0) }) { faults.append("\(place): is no \(type)") }
        if let words = schema["enum"], !words.elements.contains(value) { faults.append("\(place): is none of the words: \(value)") }
        if let constant = schema["const"], constant != value { faults.append("\(place): is not \(constant)") }
        if case .object(let members) = value { faults += self.faults(of: members, by: schema, name, at: place) }
        if let items = schema["items"] {
            for (index, element) in value.elements.enumerated() { faults += self.faults(of: element, by: items, at: "\(place)/\(index)") }
        }
        for part in schema["allOf"]?.elements ?? [] { faults += self.faults(of: value, by: part, at: place) }
        for keyword in ["anyOf", "oneOf"] {
            guard let parts = schema[keyword]?.elements else { continue }
            // Only what fits counts as met.
            let tried = parts.map { part in
                var judge = self
                return (judge.faults(of: value, by: part, at: place), judge)
            }
            let fitting = tried.filter { $0.0.isEmpty }
            if keyword == "oneOf" ? fitting.count == 1 : !fitting.isEmpty {
                met = fitting.reduce(met) { $0.union($1.1.met) }
            } else {
                faults += ["\(place): \(fitting.count) of \(keyword) fit"] + tried.flatMap(\.0)
            }
        }
        return faults
    }

    private mutating func faults(of members: [String: JSONBody], by schema: JSONBody, _ name: String, at place: String) -> [String] {
        var faults: [String] = []
        let properties = schema["properties"]
        for required in schema["required"]?.elements.compactMap(\.text) ?? [] where members[required] == nil {
            faults.append("\(place): lacks \(required)")
        }
        for (member, value) in members.sorted(by: { $0.key < $1.key }) {
            if let property = properties?[member] {
                met.insert("\(name).\(member)")
                faults += self.faults(of: value, by: property, at: "\(place)/\(member)")
            } else if schema["additionalProperties"] == .truth(false) {
                faults.append("\(place): has \(member), which the document does not know")
            } else if let other = schema["additionalProperties"] {
                faults += self.faults(of: value, by: other, at: "\(place)/\(member)")
            }
        }
        return faults
    }

    private func types(_ type: JSONBody) -> [String] { type.text.map { [$0] } ?? type.elements.compactMap(\.text) }

    private static func isType(_ value: JSONBody, _ type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .truth), ("number", .number), ("string", .text), ("array", .list), ("object", .object): true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
