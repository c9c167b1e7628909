import JSON
import Mail

/// The fields of a request, out of its query and out of the JSON object in its body. Whatever is wrong with them is collected, and told all at once.
struct RequestFields {
    /// A value as it was given.
    private enum Value {
        /// In the query.
        case text(String)
        /// In the body.
        case json(JSONNode)
    }

    private var values: [String: Value] = [:]
    private var known: Set<String> = []
    /// What is wrong.
    private(set) var faults: [Problem.Fault] = []

    /// Reads the query, and the body where the route takes one.
    init(_ request: APIRequest, takesBody: Bool = false) throws(Problem) {
        for pair in request.query.split(separator: "&") {
            let pieces = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decodeForm(pieces[0]) else { throw .badQuery("a name") }
            // Taking a broken value for none would do what was not asked for.
            guard let value = pieces.count > 1 ? PercentEncoding.decodeForm(pieces[1]) : "" else {
                throw .badQuery("the value of '\(name)'")
            }
            if values[name] == nil { values[name] = .text(value) }
        }
        guard takesBody, !request.body.isEmpty else { return }
        let type = request.headers["content-type"].map { $0.prefix { $0 != ";" }.lowercased() } ?? "application/json"
        // curl -d says this of whatever it sends, and a form is what a page of another site may send without asking.
        guard type == "application/json" || type.hasSuffix("+json") else { throw .unsupportedBody }
        let node: JSONNode
        do { node = try JSONReader.read(request.body) } catch { throw .badJSON("\(error)") }
        guard let members = node.members else { throw .badJSON("it is \(node.kind), and no object") }
        for member in members {
            if case .json = values[member.name] { fault(member.name, "stands twice", hint: "Give it once.") }
            // What is null is not given, so it takes nothing from what the query gives.
            if case .text = values[member.name], case .null = member.node.value { continue }
            values[member.name] = .json(member.node)
        }
    }

    /// Notes that something is wrong with a field.
    mutating func fault(_ name: String, _ detail: String, hint: String) {
        faults.append(.init(field: name, detail: "'\(name.shown)' \(detail).", hint: hint))
    }

    /// Fails if anything is wrong. Call it when all fields are read.
    mutating func check() throws(Problem) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            // What a client adds to a query of its own is no business of ours; in a body it is a misspelt name.
            if case .json = value { fault(name, "is not known here", hint: "There are \(known.sorted().joined(separator: ", ")).") }
        }
        if !faults.isEmpty { throw .invalid(faults) }
    }

    // MARK: Values

    /// Whether a field is given, null apart.
    mutating func has(_ name: String) -> Bool { value(name) != nil }

    /// Whether a field is null in the body.
    mutating func isNull(_ name: String) -> Bool {
        known.insert(name)
        if case .json(let node) = values[name], case .null = node.value { return true }
        return false
    }

    private mutating func value(_ name: String) -> Value? {
        isNull(name) ? nil : values[name]
    }

    /// A text; `limit` counts code points, as JSON Schema's `maxLength` does. An empty one is one.
    mutating func text(_ name: String, limit: Int) -> String? {
        guard let value = value(name) else { return nil }
        let text: String
        switch value {
        case .text(let given): text = given
        case .json(let node):
            guard let given = node.string else {
                fault(name, "is \(node.kind)", hint: "Give a text.")
                return nil
            }
            text = given
        }
        guard text.unicodeScalars.count <= limit else {
            fault(name, "is longer than \(limit) characters", hint: "Give a shorter one.")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            fault(name, "has control characters", hint: "Leave them out.")
            return nil
        }
        return text
    }

    /// A whole number.
    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(name) else { return nil }
        let digits: String?
        switch value {
        case .text(let text): digits = text
        case .json(let node): if case .number(let text) = node.value { digits = Self.whole(text) } else { digits = nil }
        }
        guard let number = digits.flatMap({ Int($0) }) else {
            fault(
                name, "is no whole number",
                hint: "Give a number such as \(name)=\(max(range.lowerBound, min(60, range.upperBound))), or leave it out.")
            return nil
        }
        guard range.contains(number) else {
            let most = range.upperBound == .max ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            fault(name, "is not \(most)", hint: "Give a number \(most), or leave it out.")
            return nil
        }
        return number
    }

    /// A number without a fraction, whichever way JSON writes it: some languages know no other numbers than 60.0.
    private static func whole(_ number: String) -> String {
        guard Int(number) == nil, let value = Double(number), value == value.rounded(), value.magnitude <= 9_007_199_254_740_992 else {
            return number
        }
        return "\(Int(value))"
    }

    /// True or false.
    mutating func flag(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        switch value {
        case .text("true"), .text("1"): return true
        case .text("false"), .text("0"): return false
        case .json(let node):
            if case .bool(let flag) = node.value { return flag }
        default: break
        }
        fault(name, "is neither true nor false", hint: "Give \(name)=true or \(name)=false, or leave it out.")
        return nil
    }

    /// One of some words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _ type: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let text = text(name, limit: 100) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        fault(name, "is '\(text.shown)'", hint: "There are \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
        return nil
    }

    /// A list of texts; in a query with commas between.
    mutating func list(_ name: String, count: Int, limit: Int) -> [String]? {
        guard let value = value(name) else { return nil }
        let texts: [String]
        switch value {
        case .text(let text): texts = text.split(separator: ",").map(String.init)
        case .json(let node):
            guard case .array(let nodes) = node.value, nodes.allSatisfy({ $0.string != nil }) else {
                fault(name, "is no list of texts", hint: "Give a list such as [\"a\", \"b\"].")
                return nil
            }
            texts = nodes.compactMap(\.string)
        }
        guard texts.count <= count, texts.allSatisfy({ $0.unicodeScalars.count <= limit }) else {
            fault(name, "has more than \(count) texts, or one of more than \(limit) characters", hint: "Give fewer or shorter ones.")
            return nil
        }
        return texts
    }

    /// An object of texts.
    mutating func texts(_ name: String, count: Int, limit: Int) -> [String: String]? {
        guard let value = value(name) else { return nil }
        guard case .json(let node) = value, let members = node.members, members.allSatisfy({ $0.node.string != nil }) else {
            fault(name, "is no object of texts", hint: "Give an object such as {\"run\": \"17\"}, in the body.")
            return nil
        }
        let texts = Dictionary(members.map { ($0.name, $0.node.string ?? "") }) { $1 }
        // DynamoDB has no attributes without a name.
        guard texts[""] == nil else {
            fault(name, "has an empty name", hint: "Give every member a name.")
            return nil
        }
        guard texts.count <= count, texts.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) <= limit else {
            fault(name, "has more than \(count) members or \(limit) bytes", hint: "Keep less with the mailbox.")
            return nil
        }
        return texts
    }
}

extension String {
    /// As much of what a client sent as an answer repeats.
    var shown: String { utf8.count <= 60 ? self : "\(prefix(40))…" }
}
