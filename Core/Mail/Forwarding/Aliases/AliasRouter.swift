import Mail

/// Finds out where the mail of an address goes.
public struct AliasRouter: Sendable {
    /// How often an alias may lead to an alias before the target.
    public static let maxHops = 5

    private let store: any AliasStore
    private let domains: Set<String>

    /// Creates a router.
    /// - Parameters:
    ///   - store: keeps the aliases.
    ///   - domains: the domains of aliases, in any letter case, IDN as U-label or A-label. A target of one of them is an alias too, and followed.
    public init(store: any AliasStore, domains: Set<String>) {
        self.store = store
        self.domains = Set(domains.map { DomainName.ascii($0) ?? $0.lowercased() })
    }

    /// Whether an address is of a domain of aliases.
    public func isOurs(_ address: EmailAddress) -> Bool { domains.contains(AliasKey(address).domain) }

    /// Where the mail of an address goes. Asks the store once for the address and once for each hop, each time for all keys that count.
    ///
    /// Targets come in the order in which the aliases name them, those of an alias where it stands. A disabled alias on the way adds none.
    /// - Throws: ``AliasChainError``, or what the store throws.
    public func route(_ address: EmailAddress) async throws -> AliasRoute {
        var search = AliasSearch(from: address, domains: domains)
        while !search.wanted.isEmpty { try search.learn(try await store.aliases(search.wanted)) }
        return try search.route()
    }
}
