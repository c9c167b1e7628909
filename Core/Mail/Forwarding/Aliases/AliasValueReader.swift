import JSON
import Mail

/// Reads the JSON of an alias, and collects all that is wrong with it.
struct AliasValueReader {
    /// The name of the alias, as it stands in the file.
    let key: String?
    private(set) var problems: [AliasProblem] = []
    /// The lines of the targets, in their order.
    private(set) var targetLines: [Int] = []

    init(key: String?) {
        self.key = key
    }

    /// nil when it says no targets; without what was wrong where there are problems.
    mutating func alias(_ node: JSONNode) -> Alias? {
        switch node.value {
        case .string, .array: return targets(node).flatMap { Alias(targets: $0) }
        case .object(let members): return alias(members, line: node.line)
        default:
            add(node.line, "\(node.kind) is no alias", "Write an address, a list of addresses, or an object with \"targets\".")
            return nil
        }
    }

    private mutating func alias(_ members: [JSONNode.Member], line: Int) -> Alias? {
        var known: [AliasValue.Member: JSONNode] = [:]
        var lines: [String: Int] = [:]
        for member in members {
            let name = PrintableText.line(member.name)
            if let line = lines[member.name] {
                add(member.line, "\"\(name)\" stands twice, first in line \(line)", "Take one out.")
                continue
            }
            lines[member.name] = member.line
            if let setting = AliasValue.Member(rawValue: member.name) {
                known[setting] = member.node
            } else {
                let all = AliasValue.Member.allCases.map(\.rawValue)
                let remedy = NearestName.of(member.name, among: all).map { "Did you mean \"\($0)\"?" }
                add(member.line, "there is no setting \"\(name)\"", remedy ?? "There are \(all.joined(separator: ", ")).")
            }
        }
        // Read in the order of the file's format, so that problems in a line come in that order.
        var targets: [EmailAddress]?
        if let node = known[.targets] {
            targets = self.targets(node)
        } else {
            add(line, "it has no \"targets\"", "Name at least one address there.")
        }
        // A stand-in, so that everything else is looked at too.
        guard let standIn = try? EmailAddress("x@invalid"), var alias = Alias(targets: targets ?? [standIn]) else { return nil }
        read(known, into: &alias)
        return targets == nil ? nil : alias
    }

    private mutating func read(_ members: [AliasValue.Member: JSONNode], into alias: inout Alias) {
        if let node = members[.isEnabled] {
            if case .bool(let isEnabled) = node.value {
                alias.isEnabled = isEnabled
            } else {
                add(node.line, "\"enabled\" is \(node.kind)", "Write true or false, without quotes.")
            }
        }
        alias.failover = members[.failover].flatMap { address($0, as: "\"failover\"") }
        alias.owner = members[.owner].flatMap { address($0, as: "\"owner\"") }
        if let node = members[.blocked] { alias.blockedSenders = blocked(node) }
        alias.from = choice(members, .from) ?? alias.from
        alias.recipients = choice(members, .recipients) ?? alias.recipients
        alias.replyTo = choice(members, .replyTo) ?? alias.replyTo
        alias.spam = choice(members, .spam) ?? alias.spam
        alias.virus = choice(members, .virus) ?? alias.virus
        alias.dmarc = choice(members, .dmarc) ?? alias.dmarc
    }

    /// nil when there is none that can be used.
    private mutating func targets(_ node: JSONNode) -> [EmailAddress]? {
        var nodes = [node]
        if case .array(let elements) = node.value {
            guard !elements.isEmpty else {
                add(node.line, "it has no targets", "Name at least one address; \"enabled\": false switches an alias off.")
                return nil
            }
            nodes = elements
        }
        var targets: [EmailAddress] = []
        for node in nodes {
            guard let target = address(node, as: "the target") else { continue }
            if let index = targets.firstIndex(where: { AliasKey($0) == AliasKey(target) }) {
                add(node.line, "the target '\(target)' stands twice, first in line \(targetLines[index])", "Take one out.")
                continue
            }
            targets.append(target)
            targetLines.append(node.line)
        }
        return targets.isEmpty ? nil : targets
    }

    private mutating func address(_ node: JSONNode, as role: String) -> EmailAddress? {
        guard let text = node.string else {
            add(node.line, "\(role) is \(node.kind)", "Write an address in double quotes.")
            return nil
        }
        do {
            let address = try EmailAddress(text)
            guard DomainName.ascii(address.domain) != nil else {
                throw EmailAddress.Invalid(description: "the domain is too long in the form that it has in DNS")
            }
            return address
        } catch {
            add(node.line, "\(role) '\(PrintableText.line(text))' is no address: \(error)", "Write it as name@domain.")
            return nil
        }
    }

    private mutating func blocked(_ node: JSONNode) -> [BlockedSender] {
        var nodes = [node]
        if case .array(let elements) = node.value { nodes = elements }
        var senders: [BlockedSender] = []
        for node in nodes {
            guard let text = node.string else {
                add(node.line, "\"blocked\" has \(node.kind)", "Write a list of texts: name@domain, or @domain for everybody there.")
                continue
            }
            do {
                senders.append(try BlockedSender(text))
            } catch {
                let name = PrintableText.line(text)
                add(node.line, "the blocked sender '\(name)' is no address: \(error)", "Write name@domain, or @domain for everybody there.")
            }
        }
        return senders
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ members: [AliasValue.Member: JSONNode], _ member: AliasValue.Member
    ) -> Choice? {
        guard let node = members[member] else { return nil }
        let all = Choice.allCases.map { "\"\($0.rawValue)\"" }
        let remedy = "Write \(all.dropLast().joined(separator: ", ")) or \(all.last ?? "")."
        guard let text = node.string else {
            add(node.line, "\"\(member.rawValue)\" is \(node.kind)", remedy)
            return nil
        }
        guard let choice = Choice(rawValue: text) else {
            add(node.line, "\"\(member.rawValue)\" cannot be \"\(PrintableText.line(text))\"", remedy)
            return nil
        }
        return choice
    }

    private mutating func add(_ line: Int, _ what: String, _ remedy: String) {
        problems.append(AliasProblem(line: line, key: key, what, remedy))
    }
}
