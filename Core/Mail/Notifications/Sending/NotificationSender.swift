import Mail

/// Sends a mail of Postroom's own: SES on AWS, a folder on a laptop.
public protocol NotificationSender: Sendable {
    /// Sends a mail to its one recipient; returns the id that events will carry. Never sends twice.
    /// - Throws: `SendFailure`.
    func send(_ mail: [UInt8], from: EmailAddress, to recipient: EmailAddress, for key: NotificationKey) async throws -> String
}

/// Knows to which addresses nothing is sent.
public protocol SuppressionList: Sendable {
    /// Why nothing is sent to an address, `BOUNCE` or `COMPLAINT`; nil when mail is.
    func reason(for address: EmailAddress) async throws -> String?
    /// Has nothing sent to an address any more; `reason` is `BOUNCE` or `COMPLAINT`.
    func suppress(_ address: EmailAddress, reason: String) async throws
}

/// A list without entries: where nobody keeps one.
public struct NoSuppressions: SuppressionList {
    /// Creates it.
    public init() {}
    /// Nothing is suppressed.
    public func reason(for address: EmailAddress) -> String? { nil }
    /// Nothing is kept.
    public func suppress(_ address: EmailAddress, reason: String) {}
}
