import Mail

/// Where the mail of an address goes.
public enum AliasRoute: Sendable, Equatable {
    /// To these addresses: at least one, none of them twice.
    case targets([AliasTarget])
    /// Nowhere: the alias is disabled, or every alias that it leads to is.
    case disabled
    /// There is no alias for it.
    case unknown
}

/// An alias on the way of a mail.
public struct AliasHop: Sendable, Equatable {
    /// The address that led to it, as the envelope or the alias before has it.
    public let address: EmailAddress
    /// The key that it was found by: that of the address, of the address without its tag, or the catch-all.
    public let key: AliasKey
    /// What it says.
    public let alias: Alias
}

/// An address that a mail is forwarded to.
public struct AliasTarget: Sendable, Equatable {
    /// Where it goes.
    public let address: EmailAddress
    /// The alias that the mail was sent to. Its settings, such as the format of From, are those of the whole way.
    public let alias: AliasHop
    /// The aliases between, in order; most targets have none.
    public let detour: [AliasHop]

    /// Every alias on the way: first that of the recipient, last the one that names the target.
    public var trail: [AliasHop] { [alias] + detour }

    /// Where mail goes when the target takes none any more: what the alias nearest to it says.
    public var failover: EmailAddress? { trail.last { $0.alias.failover != nil }?.alias.failover }

    /// Whether an alias on the way does not take the sender's mail.
    public func blocks(_ sender: EmailAddress) -> Bool { trail.contains { $0.alias.blocks(sender) } }
}
