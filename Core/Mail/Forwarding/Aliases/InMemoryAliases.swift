import Mail

/// An ``AliasStore`` of aliases that are given: for tests, and for a file that was read.
public struct InMemoryAliases: AliasStore {
    private let all: [AliasKey: Alias]

    /// Creates a store of these aliases.
    public init(_ aliases: [AliasKey: Alias]) { all = aliases }

    /// See ``AliasStore/aliases(_:)``.
    public func aliases(_ keys: [AliasKey]) -> [AliasKey: Alias] {
        var found: [AliasKey: Alias] = [:]
        for key in keys { found[key] = all[key] }
        return found
    }
}
