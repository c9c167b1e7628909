import Mail

/// Who one is, and roles.
///
/// https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
public struct STS: Sendable {
    private let client: AWSClient

    /// The operations.
    public init(_ client: AWSClient) { self.client = client }

    /// Whose credentials these are.
    public struct Identity: Sendable, Equatable {
        /// The account's number.
        public var account: String
        /// The user or the role's session.
        public var arn: String
    }

    /// Whose credentials these are.
    public func identity() async throws -> Identity {
        let result = try await client.query(.sts, version: "2011-06-15", "GetCallerIdentity", isIdempotent: true, [])
        return Identity(account: result.text("Account") ?? "", arn: result.text("Arn") ?? "")
    }

    /// Credentials of a role for the token of a web identity.
    func assumeRoleWithWebIdentity(role: String, session: String, token: String) async throws -> AWSCredentials {
        let result = try await client.query(
            .sts, version: "2011-06-15", "AssumeRoleWithWebIdentity", isIdempotent: true,
            [("RoleArn", role), ("RoleSessionName", session), ("WebIdentityToken", token)])
        guard let found = result.first("Credentials"), let id = found.text("AccessKeyId"), let secret = found.text("SecretAccessKey") else {
            throw AWSCredentialsError("STS gave no credentials for the role \(role)")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: secret, sessionToken: found.text("SessionToken"),
            expiration: found.text("Expiration").flatMap { Timestamp($0) })
    }
}
