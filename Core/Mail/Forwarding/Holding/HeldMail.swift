import Mail

/// Where a mail can be fetched that is kept.
public struct HeldMail: Sendable, Equatable {
    /// The link, of ``HeldMailLink``.
    public var url: String
    /// From when on it does not work.
    public var expiresAt: Timestamp

    /// Describes a link.
    public init(url: String, expiresAt: Timestamp) {
        self.url = url
        self.expiresAt = expiresAt
    }

    /// The link and until when it works, as notes have it.
    var lines: String {
        // 2026-12-21T08:30:00.000Z
        let time = expiresAt.rfc3339
        return "\(url)\n\nThe link works until \(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC."
    }
}
