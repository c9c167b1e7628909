import Mail

/// What aliases are looked up by: an address in its one form, or all of a domain that no other alias takes.
///
/// The local part is in lower case, the domain in lower case and ASCII: `hello@münchen.example` and `Hello@XN--MNCHEN-3YA.example` have the same
/// key. What SES hands on is in ASCII already; people's files often are not.
public struct AliasKey: Sendable, Hashable, CustomStringConvertible {
    /// In lower case, with A-labels.
    public let domain: String
    /// In lower case; nil for the catch-all of the domain.
    public let localPart: String?

    /// The key of exactly this address.
    public init(_ address: EmailAddress) {
        // What DNS has no room for has no mail either: any key that nobody else has does.
        domain = DomainName.ascii(address.domain) ?? address.domain
        localPart = address.localPart.lowercased()
    }

    private init(catchAllOf domain: String) {
        self.domain = domain
        localPart = nil
    }

    /// Reads `hello@example.com`, or `@example.com` for the catch-all.
    /// - Throws: ``EmailAddress/Invalid`` that says what is wrong.
    public init(_ text: String) throws(EmailAddress.Invalid) {
        let isCatchAll = text.first == "@"
        let address = try EmailAddress(isCatchAll ? "x\(text)" : text)
        guard DomainName.ascii(address.domain) != nil else {
            throw EmailAddress.Invalid(description: "the domain is too long in the form that it has in DNS")
        }
        let key = AliasKey(address)
        self = isCatchAll ? key.catchAll : key
    }

    /// The catch-all of the same domain.
    public var catchAll: AliasKey { AliasKey(catchAllOf: domain) }

    /// Whether it stands for all of a domain.
    public var isCatchAll: Bool { localPart == nil }

    /// `hello@example.com`, or `@example.com` for the catch-all.
    public var description: String { "\(localPart ?? "")@\(domain)" }

    /// The keys whose alias takes the mail of an address, the first that has one: the address itself, the address without its plus tag
    /// (`jane+news@…` is Jane's, RFC 5233), the catch-all of the domain.
    public static func candidates(for address: EmailAddress) -> [AliasKey] {
        let exact = AliasKey(address)
        guard let plain = withoutTag(address) else { return [exact, exact.catchAll] }
        return [exact, AliasKey(plain), exact.catchAll]
    }

    /// nil when there is no tag, or nothing before it.
    private static func withoutTag(_ address: EmailAddress) -> EmailAddress? {
        guard let plus = address.localPart.firstIndex(of: "+") else { return nil }
        let isQuoted = address.localPart.first == "\""
        let start = address.localPart[..<plus]
        guard start != "\"" else { return nil }
        return try? EmailAddress("\(start)\(isQuoted ? "\"" : "")@\(address.domain)")
    }

    /// Equal when they are the same bytes; ``EmailAddress`` says why.
    public static func == (left: AliasKey, right: AliasKey) -> Bool { left.description.utf8.elementsEqual(right.description.utf8) }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
