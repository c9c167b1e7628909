import JSON
import Mail

/// An alias as JSON: a target, a list of targets, or an object with `targets` and whatever is not as by default.
///
/// It is what stands behind a name in an ``AliasFile``, and the whole of a parameter or a table's row:
/// ```json
/// ["a@x.org", "b@y.org"]
/// { "targets": ["jane@gmail.com"], "blocked": ["spam@x.org", "@bad.example"], "from": "name", "spam": "quarantine" }
/// ```
public enum AliasValue {
    /// The names of an object, in the order in which they are written.
    enum Member: String, CaseIterable {
        case targets
        case isEnabled = "enabled"
        case failover
        case blocked
        case owner
        case from
        case recipients
        case replyTo = "reply_to"
        case spam
        case virus
        case dmarc
    }

    /// Reads an alias.
    /// - Throws: ``AliasProblems`` with all that is wrong.
    public static func read(_ json: [UInt8]) throws(AliasProblems) -> Alias {
        let node: JSONNode
        do {
            node = try JSONReader.read(json)
        } catch {
            throw AliasProblems([AliasProblem(error)])
        }
        var reader = AliasValueReader(key: nil)
        guard let alias = reader.alias(node), reader.problems.isEmpty else { throw AliasProblems(reader.problems) }
        return alias
    }

    /// The shortest form of an alias, on one line.
    public static func json(_ alias: Alias) -> String {
        let targets = alias.targets.map(\.description)
        if Alias(targets: alias.targets) == alias { return targets.count == 1 ? JSONText.quoted(targets[0]) : list(targets) }
        var members = [(Member.targets, list(targets))]
        if !alias.isEnabled { members.append((.isEnabled, "false")) }
        if let failover = alias.failover { members.append((.failover, JSONText.quoted(failover.description))) }
        if !alias.blockedSenders.isEmpty { members.append((.blocked, list(alias.blockedSenders.map(\.description)))) }
        if let owner = alias.owner { members.append((.owner, JSONText.quoted(owner.description))) }
        let usual = Alias(alias.targets[0])
        func choice<Choice: RawRepresentable<String> & Equatable>(_ member: Member, _ path: KeyPath<Alias, Choice>) {
            if alias[keyPath: path] != usual[keyPath: path] { members.append((member, JSONText.quoted(alias[keyPath: path].rawValue))) }
        }
        choice(.from, \.from)
        choice(.recipients, \.recipients)
        choice(.replyTo, \.replyTo)
        choice(.spam, \.spam)
        choice(.virus, \.virus)
        choice(.dmarc, \.dmarc)
        return "{ " + members.map { "\"\($0.rawValue)\": \($1)" }.joined(separator: ", ") + " }"
    }

    static func list(_ texts: [String]) -> String { "[" + texts.map(JSONText.quoted).joined(separator: ", ") + "]" }
}
