import HTTP
import Mail

/// The connections of a WebSocket API.
///
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
public struct APIGatewayManagement: Sendable {
    private let client: AWSClient
    private let endpoint: AWSConfiguration.Endpoint

    /// The connections behind a URL such as `https://abc123.execute-api.eu-central-1.amazonaws.com/production`.
    /// - Throws: ``InvalidAWSConfiguration`` when that is no URL.
    public init(_ client: AWSClient, url: String) throws(InvalidAWSConfiguration) {
        guard var endpoint = AWSConfiguration.endpoint(url) else {
            throw InvalidAWSConfiguration(description: "'\(url)' is no URL of a WebSocket API: write https://host/stage")
        }
        endpoint.isConfigured = false
        if var other = client.configuration.configured(.apiGatewayManagement) {
            other.basePath += endpoint.basePath
            endpoint = other
        }
        self.client = client
        self.endpoint = endpoint
    }

    /// Sends text to a connection; false when it is gone.
    ///
    /// Repeated like a read: receivers drop what comes twice by the event's id.
    public func post(_ text: [UInt8], to connection: String) async throws -> Bool {
        try await unlessGone { try await client.send(call("PostToConnection", .post, connection, .bytes(text))) { _ in } }
    }

    /// Ends a connection; false when it is gone.
    public func delete(_ connection: String) async throws -> Bool {
        try await unlessGone { try await client.send(call("DeleteConnection", .delete, connection, .none)) { _ in } }
    }

    private func unlessGone(_ work: () async throws -> Void) async throws -> Bool {
        do {
            try await work()
            return true
        } catch let error as AWSError where error.status == 410 {
            return false
        }
    }

    private func call(_ operation: String, _ method: HTTPMethod, _ connection: String, _ body: HTTPRequestBody) -> AWSCall {
        AWSCall(
            service: .apiGatewayManagement, operation: operation, method: method, endpoint: endpoint,
            path: "/@connections/\(PercentEncoding.encode(connection))", body: body, isIdempotent: true)
    }
}
