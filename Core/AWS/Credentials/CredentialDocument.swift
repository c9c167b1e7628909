import FoundationEssentials
import Mail

/// Credentials as `credential_process` and the endpoint of a container write them: the same JSON, but for the token's name.
package struct CredentialDocument: Decodable {
    private let accessKeyID: String
    private let secretAccessKey: String
    private let sessionToken: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case sessionToken = "SessionToken"
        case token = "Token"
        case expiration = "Expiration"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        accessKeyID = try container.decode(String.self, forKey: .accessKeyID)
        secretAccessKey = try container.decode(String.self, forKey: .secretAccessKey)
        sessionToken =
            try container.decodeIfPresent(String.self, forKey: .sessionToken) ?? container.decodeIfPresent(String.self, forKey: .token)
        expiration = try container.decodeIfPresent(String.self, forKey: .expiration)
    }

    /// Reads credentials; `origin` is named in the error, and their content never is.
    package static func read(_ bytes: [UInt8], from origin: String) throws -> AWSCredentials {
        guard let document = try? JSONDecoder().decode(CredentialDocument.self, from: Data(bytes)) else {
            throw AWSCredentialsError("\(origin) gave no JSON with AccessKeyId and SecretAccessKey")
        }
        var expiration: Timestamp?
        if let text = document.expiration {
            guard let time = Timestamp(text) else { throw AWSCredentialsError("\(origin) gave an Expiration that is no time of RFC 3339") }
            expiration = time
        }
        return AWSCredentials(
            accessKeyID: document.accessKeyID, secretAccessKey: document.secretAccessKey, sessionToken: document.sessionToken,
            expiration: expiration)
    }
}
