import JSON
import Mail

/// Aliases of another program, as far as they can be taken over.
public struct AliasImport: Sendable {
    /// What other programs keep aliases in.
    public enum Format: String, Sendable, CaseIterable {
        /// The configuration of arithmetic/aws-lambda-ses-forwarder: an object with `forwardMapping`.
        case sesForwarder = "ses-forwarder"
        /// What Parameter Store holds: a map of addresses to lists of targets, or what `aws ssm get-parameters-by-path` prints.
        case ssm
    }

    /// The aliases. Whether they lead to each other well is another question: ``AliasFile/chainProblems``, after they are put where they belong.
    public internal(set) var file = AliasFile()
    /// What was left out, and what will be different; about each, in the order of the text.
    public internal(set) var warnings: [AliasProblem] = []

    /// Reads aliases.
    /// - Parameters:
    ///   - json: the text of the other program.
    ///   - format: what it is.
    ///   - domains: the domains of aliases, for names without one; those in the text are added.
    /// - Throws: ``AliasProblems`` when nothing can be made of it.
    public init(_ json: [UInt8], format: Format, domains: [String] = []) throws(AliasProblems) {
        let root: JSONNode
        do {
            root = try JSONReader.read(json)
        } catch {
            var problem = AliasProblem(error)
            // Most have it as an object in a program.
            if format == .sesForwarder { problem.remedy += " The object is taken as JSON: alone, names in double quotes, no comments." }
            throw AliasProblems([problem])
        }
        switch format {
        case .sesForwarder: try readSESForwarder(root, domains)
        case .ssm: try readParameters(root)
        }
    }

    /// Takes an alias, or says why not.
    mutating func take(_ node: JSONNode, as name: String, line: Int) {
        var reader = AliasValueReader(key: name)
        let alias = reader.alias(node)
        warnings += reader.problems
        guard let alias else { return warn(line, name, "it is left out", "Add it by hand.") }
        do {
            let key = try AliasFile.key(name)
            guard file[key] == nil else {
                return warn(line, name, "it stands twice, and this one is left out", "Look at which one is right.")
            }
            try file.save(alias, as: name)
        } catch {
            warn(line, name, "this is no address, and it is left out: \(error)", "Add it by hand.")
        }
    }

    mutating func warn(_ line: Int?, _ key: String?, _ what: String, _ remedy: String) {
        warnings.append(AliasProblem(line: line, key: key, what, remedy))
    }
}
