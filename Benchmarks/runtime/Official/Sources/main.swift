import AWSLambdaRuntime

struct Event: Decodable {
    var message: String
}

struct Answer: Encodable {
    var message: String
    var requestId: String
}

let runtime = LambdaRuntime { (event: Event, context: LambdaContext) async throws -> Answer in
    Answer(message: event.message, requestId: context.requestID)
}

try await runtime.run()
