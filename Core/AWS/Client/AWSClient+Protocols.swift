import FoundationEssentials
import HTTP
import Mail

/// An answer that has nothing in it that anybody needs.
struct NoContent: Decodable, Sendable {}

extension AWSClient {
    /// Calls an operation of the protocols AWS JSON 1.0 and 1.1.
    func json<Answer: Decodable>(
        _ service: AWSService, _ target: String, _ operation: String, version: String = "1.1", isIdempotent: Bool,
        responseLimit: Int = 8 << 20, _ input: some Encodable, idle: Duration = .seconds(20)
    ) async throws -> Answer {
        let call = AWSCall(
            service: service, operation: operation, endpoint: configuration.endpoint(service),
            fields: ["Content-Type": "application/x-amz-json-\(version)", "X-Amz-Target": "\(target).\(operation)"],
            body: .bytes(try Self.encode(input)), isIdempotent: isIdempotent, responseLimit: responseLimit, idle: idle)
        return try await send(call) { try Self.decode($0.body) }
    }

    /// Calls an operation of the query protocol, whose answers are XML; returns the element `<Operation>Result`.
    func query(
        _ service: AWSService, version: String, _ operation: String, isIdempotent: Bool, _ input: [(name: String, value: String)]
    ) async throws -> XMLElement {
        let form = [(name: "Action", value: operation), (name: "Version", value: version)] + input
        let body = form.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        let call = AWSCall(
            service: service, operation: operation, endpoint: configuration.endpoint(service),
            fields: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"], body: .bytes(Array(body.utf8)),
            isIdempotent: isIdempotent, errorFormat: .xml)
        return try await send(call) { response in
            let root = try XMLElement(response.body)
            guard root.name == "\(operation)Response", let result = root.first("\(operation)Result") else {
                throw XMLElement.Malformed(description: "the answer has no '\(operation)Result'")
            }
            return result
        }
    }

    /// Calls an operation of DynamoDB that no function uses, such as making a table for a test.
    package func callDynamoDB(_ operation: String, _ input: some Encodable) async throws {
        let _: NoContent = try await json(.dynamoDB, "DynamoDB_20120810", operation, version: "1.0", isIdempotent: true, input)
    }

    /// The region that it calls.
    package var region: String { configuration.region }

    static func encode(_ input: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Array(try encoder.encode(input))
    }

    static func decode<Answer: Decodable>(_ body: [UInt8]) throws -> Answer {
        // Nothing, or any JSON: a success that something else than the service answers must not pass for one of its own.
        if body.isEmpty, let nothing = NoContent() as? Answer { return nothing }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            // What a decoder says may quote the answer.
            throw UnreadableJSON()
        }
    }

    struct UnreadableJSON: Error, CustomStringConvertible {
        let description = "the answer is not the JSON that the API reference describes"
    }
}
