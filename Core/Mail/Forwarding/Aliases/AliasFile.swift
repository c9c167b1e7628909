import JSON
import Mail

/// All aliases as one JSON file that people write: an object of ``AliasValue``s by address, where `@domain` is the catch-all of a domain.
///
/// ```json
/// {
///   "hello@example.com": "jane@gmail.com",
///   "sales@example.com": ["a@x.org", "b@y.org"],
///   "@example.com": { "targets": ["jane@gmail.com"], "enabled": false }
/// }
/// ```
/// A domain that stands in a name is one of aliases: a target there has to be an alias too.
public struct AliasFile: Sendable {
    /// An alias of the file.
    public struct Entry: Sendable {
        /// The address, or `@domain`, as it was written.
        public let name: String
        /// What it is looked up by.
        public let key: AliasKey
        /// What it says.
        public var alias: Alias
    }

    private(set) var byKey: [AliasKey: Entry] = [:]

    /// Creates a file without aliases.
    public init() {}

    /// All aliases, by key: what ``InMemoryAliases`` takes.
    public var aliases: [AliasKey: Alias] { byKey.mapValues(\.alias) }

    /// The domains of its names, in ASCII: what ``AliasRouter`` takes.
    public var domains: Set<String> { Set(byKey.keys.map(\.domain)) }

    /// All aliases by domain and then by address, the catch-all of a domain last.
    public var entries: [Entry] {
        byKey.values.sorted { left, right in
            guard left.key.domain == right.key.domain else { return left.key.domain < right.key.domain }
            guard let first = left.key.localPart else { return false }
            guard let second = right.key.localPart else { return true }
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        }
    }

    /// The alias of a key, without looking for others that take its mail.
    public subscript(key: AliasKey) -> Alias? { byKey[key]?.alias }

    /// Adds an alias, or replaces the one of the same key, whose way of writing the name is kept.
    /// - Parameter name: `hello@example.com`, or `@example.com` for the catch-all.
    /// - Throws: ``EmailAddress/Invalid`` when the name is none.
    public mutating func save(_ alias: Alias, as name: String) throws(EmailAddress.Invalid) {
        let key = try Self.key(name)
        byKey[key] = Entry(name: byKey[key]?.name ?? name, key: key, alias: alias)
    }

    /// Removes an alias.
    /// - Returns: what it said; nil when there was none.
    @discardableResult
    public mutating func remove(_ key: AliasKey) -> Alias? { byKey.removeValue(forKey: key)?.alias }

    /// The key of a name.
    /// - Throws: ``EmailAddress/Invalid`` that says what is wrong.
    public static func key(_ name: String) throws(EmailAddress.Invalid) -> AliasKey {
        // It would be an address that nobody writes to, and whoever writes it means something else.
        guard !name.hasPrefix("*@") else {
            throw EmailAddress.Invalid(description: "the catch-all of a domain is written '\(name.dropFirst())'")
        }
        return try AliasKey(name)
    }

    /// The file: one alias a line, in the order of ``entries``. The same aliases always make the same text.
    public var json: String {
        let lines = entries.map { "  \(JSONText.quoted($0.name)): \(AliasValue.json($0.alias))" }
        return lines.isEmpty ? "{}\n" : "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    }
}
