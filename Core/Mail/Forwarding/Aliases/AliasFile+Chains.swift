import Mail

extension AliasFile {
    /// What is wrong with aliases that lead to each other: circles, chains that are too long, targets of our domains without an alias.
    public var chainProblems: [AliasProblem] { chainProblems(AliasLines()) }

    func chainProblems(_ lines: AliasLines) -> [AliasProblem] {
        let entries = entries.sorted { (lines.names[$0.key] ?? 0) < (lines.names[$1.key] ?? 0) }
        let (aliases, domains) = (aliases, domains)
        var problems: [AliasProblem] = []
        var circles: Set<Set<String>> = []
        for entry in entries {
            if lines.isWhole { problems += deadEnds(entry, aliases, domains, lines.targets[entry.key] ?? []) }
            guard let error = chainError(entry, aliases, domains) else { continue }
            switch error.code {
            case .deadEnd: continue  // Said of the alias that has the target, in its line.
            case .tooLong: break
            case .cycle:
                // Once for each, and of an alias in it: others only lead there.
                guard circles.insert(Set(error.chain.map { $0.lowercased() })).inserted else { continue }
            }
            let key = error.code == .cycle ? self.key(of: error.chain.first, aliases) ?? entry.key : entry.key
            let what = "\(error.what): \(error.chain.joined(separator: " → "))"
            problems.append(AliasProblem(line: lines.names[key], key: byKey[key]?.name ?? entry.name, what, error.remedy))
        }
        return problems
    }

    /// The alias that takes the mail of an address in a chain.
    private func key(of address: String?, _ aliases: [AliasKey: Alias]) -> AliasKey? {
        guard let address = address.flatMap({ try? EmailAddress($0) }) else { return nil }
        return AliasKey.candidates(for: address).first { aliases[$0] != nil }
    }

    private func deadEnds(
        _ entry: Entry, _ aliases: [AliasKey: Alias], _ domains: Set<String>, _ lines: [Int]
    ) -> [AliasProblem] {
        entry.alias.targets.enumerated().compactMap { index, target in
            guard domains.contains(AliasKey(target).domain) else { return nil }
            guard AliasKey.candidates(for: target).allSatisfy({ aliases[$0] == nil }) else { return nil }
            let line = index < lines.count ? lines[index] : nil
            let what = "there is no alias for the target '\(target)', and its domain is one of aliases"
            return AliasProblem(line: line, key: entry.name, what, "Add an alias for it, or take it out.")
        }
    }

    private func chainError(_ entry: Entry, _ aliases: [AliasKey: Alias], _ domains: Set<String>) -> AliasChainError? {
        // The catch-all stands for any address; this one cannot have an alias of its own.
        guard let address = try? EmailAddress("\(entry.key.localPart ?? "*")@\(entry.key.domain)") else { return nil }
        var search = AliasSearch(from: address, label: entry.name, candidates: [entry.key], domains: domains)
        do {
            while !search.wanted.isEmpty {
                var found: [AliasKey: Alias] = [:]
                for key in search.wanted { found[key] = aliases[key] }
                try search.learn(found)
            }
            _ = try search.route()
            return nil
        } catch {
            return error
        }
    }
}
