import Mail

/// From which alias a reply goes to whom.
public struct ReplyWay: Sendable {
    /// From whom it comes.
    public var alias: EmailAddress
    /// Where it goes.
    public var correspondent: EmailAddress
    /// Who must not be seen in it, of ``Alias/people`` of every alias on the way.
    public var people: [EmailAddress]
    /// For whom the reply addresses in To and Cc stand, of ``ReplyAddresses/correspondents(of:)``.
    public var correspondents: [AliasKey: EmailAddress]

    /// Describes a reply.
    public init(
        alias: EmailAddress, correspondent: EmailAddress, people: [EmailAddress], correspondents: [AliasKey: EmailAddress] = [:]
    ) {
        self.alias = alias
        self.correspondent = correspondent
        self.people = people
        self.correspondents = correspondents
    }
}

/// A reply cannot be passed on, since its header would show who wrote it.
public struct ReplyShowsOwner: Error, Equatable, CustomStringConvertible {
    /// The fields that would.
    public let fields: [String]

    /// For people.
    public var description: String { "the header would show an address that is to stay hidden: \(fields.joined(separator: ", "))" }
}
