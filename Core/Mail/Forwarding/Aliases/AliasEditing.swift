import Mail

/// An ``AliasStore`` that people change, with a command.
public protocol AliasEditing: AliasStore {
    /// All aliases, or those of a domain, in no order; what cannot be read is among them.
    /// - Parameter domain: as it is in keys, in lower case and ASCII.
    func all(of domain: String?) async throws -> [StoredAlias]

    /// Adds an alias, or replaces the one of the key, whatever stands there.
    func put(_ alias: Alias, as key: AliasKey) async throws

    /// Removes what stands at a key; false when nothing does.
    @discardableResult
    func remove(_ key: AliasKey) async throws -> Bool
}

/// What stands where an alias is kept.
public struct StoredAlias: Sendable {
    /// The name of the parameter, or the key of the row.
    public let place: String
    /// What it is looked up by; nil when no mail ever leads to it.
    public let key: AliasKey?
    /// What it says.
    public let alias: Result<Alias, UnreadableAlias>

    /// Describes it.
    public init(place: String, key: AliasKey?, alias: Result<Alias, UnreadableAlias>) {
        self.place = place
        self.key = key
        self.alias = alias
    }

    /// Reads the text of an alias.
    package init(place: String, key: AliasKey?, json: String) {
        let alias = Result { () throws(UnreadableAlias) in try AliasValue.read(json, at: place) }
        self.init(place: place, key: key, alias: alias)
    }
}

extension AliasValue {
    /// Reads what stands in a place: JSON, or what people write on a command line: `a@x.org`, or `a@x.org, b@y.org`.
    package static func read(_ text: String, at place: String) throws(UnreadableAlias) -> Alias {
        do {
            return try read(
                Array((isPlain(text) ? list(text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)) : text).utf8))
        } catch {
            throw UnreadableAlias(place, error)
        }
    }

    /// Whether a text begins as no alias in JSON does, and has an at sign: whatever else it is, as JSON its problems are told better.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
        return !"\"[{".contains(first) && text.contains("@")
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.lastIndex(where: { !$0.isWhitespace }).map { start[...$0] } ?? "")
    }
}
