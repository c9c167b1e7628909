import FoundationEssentials
import LambdaEvents

/// A function that takes an event of one type and returns its answer.
public protocol EventHandler: InvocationHandler {
    /// The event.
    associatedtype Event
    /// The answer.
    associatedtype Output

    /// Handles one event.
    func handle(_ event: Event, context: InvocationContext) async throws -> Output
    /// Reads the event; JSON by default, where the type is `Decodable`.
    func decode(_ event: [UInt8]) throws -> Event
    /// Writes the answer; JSON by default, where the type is `Encodable`.
    func encode(_ output: Output) throws -> [UInt8]
}

extension EventHandler {
    /// Decodes, handles, answers.
    public func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws {
        let output = try await handle(decode(event), context: context)
        try await reply.send(encode(output))
    }
}

extension EventHandler where Event: Decodable {
    /// Reads JSON.
    /// - Throws: ``RuntimeFailure`` (`Function.InvalidEvent`) that says where it is wrong.
    public func decode(_ event: [UInt8]) throws -> Event { try EventCoding.decode(Event.self, from: event) }
}

extension EventHandler where Output: Encodable {
    /// Writes JSON.
    public func encode(_ output: Output) throws -> [UInt8] { try EventCoding.encode(output) }
}

/// JSON events and answers.
enum EventCoding {
    private static let decoder = JSONDecoder()
    private static let encoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()

    static func decode<Event: Decodable>(_ type: Event.Type, from bytes: [UInt8]) throws -> Event {
        do {
            return try decoder.decode(Event.self, from: Data(bytes))
        } catch {
            let problem = bytes.isEmpty ? "it is empty" : DecodingProblem(error).description
            throw RuntimeFailure(
                .invalidEvent, "the event (\(bytes.count) bytes) cannot be read as \(String(reflecting: Event.self)): \(problem)")
        }
    }

    static func encode(_ output: some Encodable) throws -> [UInt8] {
        do {
            return [UInt8](try encoder.encode(output))
        } catch {
            throw RuntimeFailure(.invalidResponse, "the answer cannot be written as JSON", cause: error)
        }
    }
}
