import Mail

/// Messages in a list.
struct MessageList: Encodable {
    var messages: [VisibleMessage]
    /// Give it as `before` (or `after`, where the oldest come first) to get the next page; null on the last one.
    @OrNull var next: Cursor?
    /// Behind the last message of the mailbox: give it to wait as `after`, and nothing is missed and nothing comes twice.
    var cursor: Cursor
    /// Messages in the mailbox.
    var total: Int
}
