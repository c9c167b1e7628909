import HTTP

/// Who takes an invocation's outcome: the Runtime API, or whoever runs a handler in process.
protocol InvocationResponder: Sendable {
    /// Called before the outcome is handed over, by whatever way: there is one, and nobody else may make up another.
    func willAnswer()
    /// Takes the answer.
    /// - Throws: ``RuntimeFailure`` (`Runtime.ResponseRefused`) when it was not taken; it may have arrived all the same.
    func respond(_ body: [UInt8]) async throws
    /// Takes an answer that is still being written; returns when it was taken whole.
    func respond(stream: HTTPUploadStream, contentType: String) async throws
    /// Takes the failure.
    func report(_ error: ErrorReport) async
}

extension InvocationResponder {
    func willAnswer() {}
}
