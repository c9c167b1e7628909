import Forwarding
import Mail

/// Aliases in a few words, for tests.
enum AliasBench {
    /// An alias of these targets.
    static func alias(_ targets: String...) throws -> Alias {
        guard let alias = try Alias(targets: targets.map { try EmailAddress($0) }) else { throw NoTargets() }
        return alias
    }

    /// An alias of these targets that takes no mail.
    static func disabled(_ targets: String...) throws -> Alias {
        guard var alias = try Alias(targets: targets.map { try EmailAddress($0) }) else { throw NoTargets() }
        alias.isEnabled = false
        return alias
    }

    struct NoTargets: Error {}

    /// Aliases by name.
    static func aliases(_ map: [String: Alias]) throws -> [AliasKey: Alias] {
        var aliases: [AliasKey: Alias] = [:]
        for (name, alias) in map { aliases[try AliasKey(name)] = alias }
        return aliases
    }

    /// Aliases by name, each a list of targets.
    static func aliases(_ map: [String: [String]]) throws -> [AliasKey: Alias] {
        try aliases(
            map.mapValues { targets in
                guard let alias = try Alias(targets: targets.map { try EmailAddress($0) }) else { throw NoTargets() }
                return alias
            })
    }
}

/// A store that notes what it is asked, and fails when it is told to.
actor AliasStoreProbe: AliasStore {
    struct Throttled: Error {}

    private let aliases: [AliasKey: Alias]
    /// The number of the call that fails, from 1.
    private let failing: Int?
    private(set) var calls: [[String]] = []

    init(_ aliases: [AliasKey: Alias], failing: Int? = nil) {
        self.aliases = aliases
        self.failing = failing
    }

    func aliases(_ keys: [AliasKey]) throws -> [AliasKey: Alias] {
        calls.append(keys.map(\.description))
        if calls.count == failing { throw Throttled() }
        return InMemoryAliases(aliases).aliases(keys)
    }
}
