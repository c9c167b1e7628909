/// One mailbox of an address field (RFC 5322 section 3.4): a display name and an addr-spec, either possibly empty in broken mail.
public struct Address: Sendable, Equatable {
    /// The display name, decoded; empty when there is none.
    public var name: String
    /// `local-part@domain`, the local part quoted where it has to be; empty when the entry has none.
    public var address: String
    /// The name of the group that the mailbox was listed in, or nil.
    public var group: String?

    /// Creates an address.
    public init(name: String, address: String, group: String? = nil) {
        self.name = name
        self.address = address
        self.group = group
    }
}

/// Mailboxes of an address field that stand together: a group (RFC 5322 section 3.4), or those between groups.
public struct AddressGroup: Sendable, Equatable {
    /// The name of the group, decoded; nil for mailboxes that are in none.
    public var name: String?
    /// Its mailboxes; none in `undisclosed-recipients:;`.
    public var addresses: [Address]

    /// Creates a group.
    public init(name: String?, addresses: [Address]) {
        self.name = name
        self.addresses = addresses
    }
}
