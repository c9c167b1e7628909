import Mail

/// A mail that is to be forwarded later.
public struct DeferredMail: Sendable, Equatable {
    /// What is to be forwarded.
    public var request: ForwardingRequest
    /// Not before this.
    public var notBefore: Timestamp
    /// How often it was put off.
    public var attempt: Int

    /// Describes a mail.
    public init(_ request: ForwardingRequest, notBefore: Timestamp, attempt: Int) {
        self.request = request
        self.notBefore = notBefore
        self.attempt = attempt
    }
}
