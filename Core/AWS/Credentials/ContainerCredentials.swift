import FoundationEssentials
import HTTP

/// Credentials from the endpoint that ECS and EKS give a container.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
struct ContainerCredentials: AWSCredentialsSource {
    private static let host = "http://169.254.170.2"
    /// Where plain HTTP is allowed besides loopback: the endpoints of ECS and EKS.
    private static let trusted: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "[::1]"]

    let environment: [String: String]
    let transport: HTTPTransport

    func credentials() async throws -> AWSCredentials? {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let url: String
        if let path = text("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            guard path.hasPrefix("/") else {
                throw AWSCredentialsError("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI has to begin with a slash")
            }
            url = Self.host + path
        } else if let full = text("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            guard full.hasPrefix("https://") || full.hasPrefix("http://") && Self.isTrusted(full) else {
                throw AWSCredentialsError(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI has to be https, or http to this machine or the container's own endpoint")
            }
            url = full
        } else {
            return nil
        }
        var fields: HTTPFields = ["Accept": "application/json"]
        if let token = try token() {
            guard !token.utf8.contains(where: { $0 < 0x20 }) else {
                throw AWSCredentialsError("the container's authorization token has a line break in it")
            }
            fields["Authorization"] = token
        }
        let response: HTTPResponse
        do {
            response = try await transport.send(
                HTTPRequest(
                    .get, url, fields: fields, allowsPlainHTTP: true,
                    timeouts: HTTPTimeouts(connect: .seconds(2), idle: .seconds(5), total: .seconds(10)), responseLimit: 1 << 16,
                    usesProxy: false))
        } catch let error as HTTPError {
            throw AWSCredentialsError("the container's credentials endpoint does not answer: \(error)")
        }
        guard response.status == 200 else {
            throw AWSCredentialsError("the container's credentials endpoint answered with status \(response.status)")
        }
        return try CredentialDocument.read(response.body, from: "the container's credentials endpoint")
    }

    private func token() throws -> String? {
        if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"], !path.isEmpty {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw AWSCredentialsError("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names '\(path)', which cannot be read")
            }
            var token = String(decoding: data, as: UTF8.self)[...]
            while token.last?.isWhitespace == true { token.removeLast() }
            return String(token)
        }
        return environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func isTrusted(_ url: String) -> Bool {
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { return false }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        if trusted.contains(String(host)) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
