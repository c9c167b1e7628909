/// What an owner changes of a mailbox; what is nil stays as it is.
public struct MailboxChange: Sendable, Equatable {
    /// The new end.
    public var expiresAt: Timestamp?
    /// The new label, or none.
    public var label: String??
    /// All that is to be kept with it from now on.
    public var metadata: [String: String]?

    /// Creates a change.
    public init(expiresAt: Timestamp? = nil, label: String?? = nil, metadata: [String: String]? = nil) {
        self.expiresAt = expiresAt
        self.label = label
        self.metadata = metadata
    }

    /// The mailbox as it is behind the change.
    public func applied(to mailbox: Mailbox) -> Mailbox {
        var changed = mailbox
        if let expiresAt { changed.expiresAt = expiresAt }
        if let label { changed.label = label }
        if let metadata { changed.metadata = metadata }
        return changed
    }
}
