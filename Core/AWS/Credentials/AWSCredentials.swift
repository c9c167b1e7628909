import Mail

/// What requests are signed with.
public struct AWSCredentials: Sendable, Equatable {
    /// The access key's id, which is no secret.
    public var accessKeyID: String
    /// The access key.
    public var secretAccessKey: String
    /// What temporary credentials have besides.
    public var sessionToken: String?
    /// When they end; nil for those that do not, or that do not say.
    public var expiration: Timestamp?

    /// Describes credentials.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Timestamp? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The id alone: credentials must not get into a log by accident.
    public var description: String { "AWSCredentials(\(accessKeyID))" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A place that credentials come from.
public protocol AWSCredentialsSource: Sendable {
    /// The credentials; nil when this place has none, so that the next one is asked.
    /// - Throws: ``AWSCredentialsError`` when it has some that cannot be used.
    func credentials() async throws -> AWSCredentials?
}

/// Why there are no credentials, and what to do.
public struct AWSCredentialsError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public let description: String

    /// Describes the reason.
    public init(_ description: String) {
        self.description = description
    }
}

extension AWSCredentials: AWSCredentialsSource {
    /// These.
    public func credentials() async throws -> AWSCredentials? { self }
}
