import Mail

/// Where aliases are kept: a file, Parameter Store, DynamoDB.
public protocol AliasStore: Sendable {
    /// The aliases of these keys, disabled ones too; a key without an alias is left out.
    ///
    /// There may be any number of keys; an adapter asks its service in as few calls as it takes.
    /// - Throws: whatever keeps it from knowing, such as throttling: asking again later may help. It never means that there is no alias. What is
    ///   there and cannot be read throws too.
    func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias]
}
