/// Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`: where Lambda puts those of the function's role.
struct EnvironmentCredentials: AWSCredentialsSource {
    let environment: [String: String]

    func credentials() throws -> AWSCredentials? {
        let id = environment["AWS_ACCESS_KEY_ID"] ?? ""
        let secret = environment["AWS_SECRET_ACCESS_KEY"] ?? ""
        guard !id.isEmpty || !secret.isEmpty else { return nil }
        guard !id.isEmpty, !secret.isEmpty else {
            let missing = id.isEmpty ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"
            throw AWSCredentialsError("\(missing) is not set, although the other half of the access key is: set both or none")
        }
        let token = environment["AWS_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        return AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
    }
}
