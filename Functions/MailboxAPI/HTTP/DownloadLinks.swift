/// Gives out what is too large for an answer: by a link for a few minutes on AWS, not at all where an answer may have any size.
public protocol DownloadLinks: Sendable {
    /// Bytes that an answer may have.
    var limit: Int { get }

    /// A link to a raw mail.
    func link(toRawMail key: String, filename: String) async throws -> String

    /// A link to bytes that are put down for it for a while.
    func link(to bytes: [UInt8], name: String, filename: String) async throws -> String
}

/// For a host whose answers may have any size.
public struct NoDownloadLinks: DownloadLinks {
    /// Nobody needs a link.
    public struct NotNeeded: Error {}

    /// Any size.
    public let limit = Int.max

    /// Creates it.
    public init() {}

    /// See ``DownloadLinks/link(toRawMail:filename:)``.
    public func link(toRawMail key: String, filename: String) async throws -> String { throw NotNeeded() }

    /// See ``DownloadLinks/link(to:name:filename:)``.
    public func link(to bytes: [UInt8], name: String, filename: String) async throws -> String { throw NotNeeded() }
}
