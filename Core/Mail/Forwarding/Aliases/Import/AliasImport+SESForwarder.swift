import JSON
import Mail

/// The configuration of arithmetic/aws-lambda-ses-forwarder.
///
/// It looks an address up in lower case and in this order: the address, `@domain`, the user name of any domain, `@` for everything. With
/// `allowPlusSign` it drops a plus tag before. What has no domain becomes an alias of each domain that is known. Keys of its `transformRecipients`:
/// https://github.com/arithmetic/aws-lambda-ses-forwarder
extension AliasImport {
    mutating func readSESForwarder(_ root: JSONNode, _ given: [String]) throws(AliasProblems) {
        let configuration = root["defaultConfig"] ?? root["config"] ?? root
        guard let mapping = configuration["forwardMapping"], let members = mapping.members else {
            let remedy = "Give the configuration as JSON: { \"forwardMapping\": { \"info@example.com\": [\"jane@example.org\"] } }."
            throw AliasProblems([AliasProblem(line: configuration.line, "there is no object \"forwardMapping\"", remedy)])
        }
        noteSettings(configuration)
        for member in members where member.name.contains("@") && member.name != "@" {
            noteName(member, dropsTags: configuration.dropsTags)
            take(member.node, as: member.name, line: member.line)
        }
        let domains = Self.domains(given, file)
        // A user name stands behind the catch-all of a domain, where there is one; both come before the catch-all of everything.
        let catchAlls = Set(file.entries.filter(\.key.isCatchAll).map(\.key.domain))
        for member in members where !member.name.contains("@") { spread(member, "\(member.name)@", over: domains, except: catchAlls) }
        for member in members where member.name == "@" { spread(member, "@", over: domains, except: catchAlls) }
    }

    private mutating func spread(_ member: JSONNode.Member, _ start: String, over domains: [String], except taken: Set<String>) {
        let what = member.name == "@" ? "everything else" : "this name"
        guard !domains.isEmpty else {
            return warn(member.line, member.name, "\(what) of any domain is left out, since no domain is known", "Name the domains.")
        }
        let free = domains.filter { domain in
            guard !taken.contains(DomainName.ascii(domain) ?? domain), let key = try? AliasFile.key(start + domain) else { return false }
            return file[key] == nil
        }
        for domain in free { take(member.node, as: start + domain, line: member.line) }
        let list = free.isEmpty ? "no domain, since all have it" : free.joined(separator: ", ")
        warn(member.line, member.name, "\(what) of any domain becomes \(what) of \(list)", "Add it for other domains by hand.")
    }

    private static func domains(_ given: [String], _ file: AliasFile) -> [String] {
        var seen: Set<String> = []
        let written = file.entries.compactMap { $0.name.split(separator: "@").last.map(String.init) }
        return (given + written).filter { seen.insert(DomainName.ascii($0) ?? $0).inserted }
    }

    private mutating func noteName(_ member: JSONNode.Member, dropsTags: Bool) {
        let (name, remedy) = (member.name, "Remove it if it should have none.")
        if name != name.lowercased() {
            warn(member.line, name, "it never had mail there, where names have to be in lower case; here it has", remedy)
        }
        if dropsTags, name.split(separator: "@").first?.contains("+") == true {
            warn(member.line, name, "it never had mail there, where plus tags are dropped before; here it has", remedy)
        }
    }

    private mutating func noteSettings(_ configuration: JSONNode) {
        if !configuration.dropsTags {
            let what = "\"allowPlusSign\" is not on; here mail to name+tag@domain goes where that to name@domain goes"
            warn(nil, nil, what, "There is nothing to do.")
        }
        for member in configuration.members ?? [] {
            guard let text = member.node.string, !text.isEmpty else { continue }
            switch member.name {
            case "subjectPrefix": warn(member.line, member.name, "subjects stay as they are", "There is nothing to do.")
            case "fromEmail": warn(member.line, member.name, "mail comes from the alias that it was sent to", "There is nothing to do.")
            case "toEmail": warn(member.line, member.name, "To shows the target, or the alias with \"recipients\": \"keep\"", "Choose one.")
            default: continue
            }
        }
    }
}

extension JSONNode {
    fileprivate var dropsTags: Bool {
        guard case .bool(true) = self["allowPlusSign"]?.value else { return false }
        return true
    }
}
