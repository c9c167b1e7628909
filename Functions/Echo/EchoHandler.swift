import LambdaRuntime

/// Answers with what it was sent. The smallest function there is, and the example of `docs/new-function.md`.
public struct EchoHandler: EventHandler {
    /// The event: `{"message": "…"}`.
    public struct Event: Decodable, Sendable {
        /// What to send back.
        public var message: String
    }

    /// The answer: `{"message": "…", "requestId": "…"}`.
    public struct Answer: Encodable, Sendable {
        /// What was sent.
        public var message: String
        /// The invocation that it was sent in.
        public var requestId: String
    }

    /// Creates the handler.
    public init() {}

    /// The transport and the first decoding.
    public var warmUps: [WarmUp] { [.transport, .decoding(Event.self, from: #"{"message":""}"#)] }

    /// Sends the message back.
    public func handle(_ event: Event, context: InvocationContext) async throws -> Answer {
        Answer(message: event.message, requestId: context.requestID)
    }
}
