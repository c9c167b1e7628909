/// What became of a message to commit.
public enum MessageCommit: Sendable, Equatable {
    /// It is in the mailbox, as returned.
    case stored(StoredMessage)
    /// It was committed before. nil: and has been deleted since.
    case duplicate(StoredMessage?)
    /// It is not there, and a retry does not help.
    case refused(Refusal)
}
