import HTTP

/// The places that AWS's own tools look in, in their order: the environment, a web identity, the shared files, the container's endpoint.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
public struct CredentialsChain: AWSCredentialsSource {
    private let sources: [any AWSCredentialsSource]
    private let profile: String

    /// Looks where the environment says.
    public init(environment: [String: String], transport: HTTPTransport = .shared) {
        let files = SharedFileCredentials(environment: environment)
        profile = files.profile
        sources = [
            EnvironmentCredentials(environment: environment),
            WebIdentityCredentials(environment: environment, transport: transport),
            files,
            ContainerCredentials(environment: environment, transport: transport),
        ]
    }

    /// The first credentials there are.
    /// - Throws: ``AWSCredentialsError``: there are none, or those of the first place that has some cannot be used.
    public func credentials() async throws -> AWSCredentials? {
        for source in sources {
            if let found = try await source.credentials() { return found }
        }
        throw AWSCredentialsError(
            """
            there are no AWS credentials: AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI are not \
            set, and ~/.aws has no credentials for the profile '\(profile)'. Run 'aws configure', or set AWS_PROFILE or AWS_ACCESS_KEY_ID and \
            AWS_SECRET_ACCESS_KEY
            """)
    }
}
