import FoundationEssentials
import HTTP
import Mail

/// Credentials of a role, for the token of a web identity: what EKS gives a pod.
///
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
struct WebIdentityCredentials: AWSCredentialsSource {
    let environment: [String: String]
    let transport: HTTPTransport

    func credentials() async throws -> AWSCredentials? {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let path = text("AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
        guard let role = text("AWS_ROLE_ARN") else {
            throw AWSCredentialsError("AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not: set the role to assume")
        }
        guard let token = FileManager.default.contents(atPath: path), !token.isEmpty else {
            throw AWSCredentialsError("AWS_WEB_IDENTITY_TOKEN_FILE names '\(path)', which cannot be read or is empty")
        }
        let configuration = try AWSConfiguration(environment: environment)
        // The token proves who asks: the request is not signed.
        let client = AWSClient(configuration: configuration, credentials: nil, transport: transport)
        let session = text("AWS_ROLE_SESSION_NAME") ?? "postroom-\(SystemClock().now().millisecondsSince1970)"
        do {
            return try await STS(client).assumeRoleWithWebIdentity(
                role: role, session: session, token: String(decoding: token, as: UTF8.self))
        } catch let error as AWSError {
            throw AWSCredentialsError("the role \(role) cannot be assumed with the token of AWS_WEB_IDENTITY_TOKEN_FILE: \(error)")
        }
    }
}
