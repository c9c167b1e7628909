/// What RFC 5322 section 3.6 and RFC 2045 say about how often a field may stand in a header.
enum HeaderRules {
    /// Fields that may occur once; in lower case.
    static let occursOnce: Set<String> = [
        "date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject", "mime-version",
        "content-type", "content-transfer-encoding", "content-disposition", "content-id", "content-description",
    ]
}
