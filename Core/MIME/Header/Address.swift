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
