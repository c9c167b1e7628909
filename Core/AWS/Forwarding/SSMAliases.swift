import AWS
import Forwarding
import Mail

/// Aliases in Parameter Store: `/postroom/aliases/<domain>/<local-part>`, each an ``AliasValue``.
public struct SSMAliases: AliasEditing {
    private let ssm: SSM

    /// The aliases of an account and region.
    public init(_ ssm: SSM) { self.ssm = ssm }

    /// See ``AliasStore/aliases(_:)``. Ten keys are one call.
    public func aliases(_ keys: [AliasKey]) async throws -> [AliasKey: Alias] {
        var byName: [String: AliasKey] = [:]
        let names = keys.compactMap { byName.updateValue($0, forKey: $0.parameterName) == nil ? $0.parameterName : nil }
        var found: [AliasKey: Alias] = [:]
        for parameter in try await ssm.parameters(names) {
            guard let key = byName[parameter.name] else { continue }
            found[key] = try AliasValue.read(parameter.value, at: Self.place(parameter.name))
        }
        return found
    }

    // MARK: - Editing

    /// See ``AliasEditing/all(of:)``.
    public func all(of domain: String?) async throws -> [StoredAlias] {
        var path = AliasKey.parameterPrefix
        if let domain {
            // The name of the catch-all without its last part.
            let name = try AliasKey("@\(domain)").parameterName
            path = String(name[...(name.lastIndex(of: "/") ?? name.startIndex)])
        }
        return try await ssm.parameters(below: path).map {
            StoredAlias(place: Self.place($0.name), key: AliasKey(parameterName: $0.name), json: $0.value)
        }
    }

    /// See ``AliasEditing/put(_:as:)``.
    public func put(_ alias: Alias, as key: AliasKey) async throws { try await ssm.put(key.parameterName, AliasValue.json(alias)) }

    /// See ``AliasEditing/remove(_:)``.
    @discardableResult
    public func remove(_ key: AliasKey) async throws -> Bool {
        // Asked before: a deletion whose answer was lost is made again, and finds nothing.
        let isThere = try await ssm.parameter(key.parameterName) != nil
        try await ssm.delete(key.parameterName)
        return isThere
    }

    private static func place(_ name: String) -> String { PrintableText.line("the parameter '\(name)'", limit: 2000) }
}
