import JSON
import Mail

extension AliasFile {
    /// Reads a file and checks the whole of it, chains of aliases too.
    /// - Parameter json: the file; an empty one is not JSON.
    /// - Throws: ``AliasProblems`` with all that is wrong. What is not JSON has one problem, since nothing is known of the rest.
    public init(_ json: [UInt8]) throws(AliasProblems) {
        let root: JSONNode
        do {
            root = try JSONReader.read(json)
        } catch {
            throw AliasProblems([AliasProblem(error)])
        }
        guard let members = root.members else {
            let remedy = "Write { \"hello@example.com\": \"jane@example.org\" }, and so on."
            throw AliasProblems([AliasProblem(line: root.line, "the file is \(root.kind) and no object", remedy)])
        }
        self.init()
        var lines = AliasLines()
        let problems = read(members, &lines)
        let all = problems + chainProblems(lines)
        guard all.isEmpty else { throw AliasProblems(all) }
    }

    private mutating func read(_ members: [JSONNode.Member], _ lines: inout AliasLines) -> [AliasProblem] {
        var problems: [AliasProblem] = []
        for member in members {
            var reader = AliasValueReader(key: member.name)
            let alias = reader.alias(member.node)
            if alias == nil { lines.isWhole = false }
            do {
                let key = try Self.key(member.name)
                if let line = lines.names[key] {
                    let what = "the alias stands twice, first in line \(line)"
                    problems.append(AliasProblem(line: member.line, key: member.name, what, "Take one out."))
                } else {
                    lines.names[key] = member.line
                    lines.targets[key] = reader.targetLines
                    if let alias { try save(alias, as: member.name) }
                }
            } catch {
                lines.isWhole = false
                let remedy = "Write name@domain, or @domain for the catch-all of a domain."
                problems.append(AliasProblem(line: member.line, key: member.name, "this is no address: \(error)", remedy))
            }
            problems += reader.problems
        }
        return problems
    }
}

/// Where the names and the targets of a file stand.
struct AliasLines {
    var names: [AliasKey: Int] = [:]
    var targets: [AliasKey: [Int]] = [:]
    /// Whether all aliases could be read. Otherwise a target without an alias may have one.
    var isWhole = true
}
