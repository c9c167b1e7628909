import AWS
import Forwarding
import Mail

/// Aliases in the one DynamoDB table, a row each; `docs/data-model.md` describes it. The attribute `value` is an ``AliasValue``.
public struct DynamoDBAliases: AliasEditing {
    private let table: DynamoDB

    /// The aliases in a table.
    public init(_ table: DynamoDB) { self.table = table }

    /// See ``AliasStore/aliases(_:)``.
    public func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias] {
        var seen: Set<AliasKey> = []
        let keys = keys.filter { seen.insert($0).inserted }
        var found: [AliasKey: Alias] = [:]
        for row in try await table.get(keys.map { ForwardingTableKey.alias($0) }) {
            guard let key = Self.key(row) else { continue }
            found[key] = try StoredAlias(row: row, key: key).alias.get()
        }
        return found
    }

    // MARK: - Editing

    /// See ``AliasEditing/all(of:)``. Without a domain it reads the whole table: for commands.
    public func all(of domain: String?) async throws -> [StoredAlias] {
        var found: [StoredAlias] = []
        var next: Item?
        repeat {
            let page = try await page(of: domain, after: next)
            found += page.items.map { StoredAlias(row: $0, key: Self.key($0)) }
            next = page.next
        } while next != nil
        return found
    }

    private func page(of domain: String?, after next: Item?) async throws -> DynamoDB.Page {
        guard let domain else {
            return try await table.scan(
                filter: "begins_with(pk, :prefix)", values: [":prefix": .string(ForwardingTableKey.aliasPrefix)], after: next)
        }
        var query = DynamoDB.Query("pk = :pk", values: [":pk": .string(ForwardingTableKey.aliasPrefix + domain)])
        query.after = next
        return try await table.query(query)
    }

    /// See ``AliasEditing/put(_:as:)``.
    public func put(_ alias: Alias, as key: AliasKey) async throws {
        var row = ForwardingTableKey.alias(key)
        row["value"] = .string(AliasValue.json(alias))
        try await table.write(.put(row))
    }

    /// See ``AliasEditing/remove(_:)``.
    @discardableResult
    public func remove(_ key: AliasKey) async throws -> Bool {
        // Asked before: a deletion whose answer was lost is made again, and finds nothing.
        let key = ForwardingTableKey.alias(key)
        let isThere = try await table.get(key) != nil
        try await table.write(.delete(key: key))
        return isThere
    }

    /// nil for a row that no key leads to, such as one whose domain is in capitals.
    private static func key(_ row: Item) -> AliasKey? {
        guard let partition = row["pk"]?.text, partition.hasPrefix(ForwardingTableKey.aliasPrefix), let sort = row["sk"]?.text else {
            return nil
        }
        let text = "\(sort == "@" ? "" : sort)@\(partition.dropFirst(ForwardingTableKey.aliasPrefix.count))"
        guard !sort.isEmpty, let key = try? AliasKey(text) else { return nil }
        let row = row.filter { $0.key == "pk" || $0.key == "sk" }
        return ForwardingTableKey.alias(key) == row ? key : nil
    }
}

extension StoredAlias {
    fileprivate init(row: Item, key: AliasKey?) {
        let place = PrintableText.line("the row '\(row["pk"]?.text ?? "?")' / '\(row["sk"]?.text ?? "?")' of the table", limit: 1000)
        guard let json = row["value"]?.text else {
            let problem = AliasProblem("it has no text as its attribute \"value\"", "Write the alias there as JSON.")
            self.init(place: place, key: key, alias: .failure(UnreadableAlias(place, AliasProblems([problem]))))
            return
        }
        self.init(place: place, key: key, json: json)
    }
}
