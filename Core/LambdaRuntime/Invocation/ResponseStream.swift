import HTTP

/// An answer that is written piece by piece.
///
/// When the handler throws before ``finish()``, Lambda learns it from the trailers of the response; whoever reads it sees that it is incomplete.
public struct ResponseStream: ~Copyable, Sendable {
    private let invocation: Invocation

    init(_ invocation: Invocation, contentType: String) throws {
        self.invocation = invocation
        try invocation.open(contentType: contentType)
    }

    /// Sends bytes, and returns as soon as the next ones are welcome: a slow reader slows the handler down.
    /// - Throws: `HTTPError` when the connection is gone, `CancellationError`.
    public func write(_ bytes: [UInt8]) async throws {
        try await invocation.stream().write(bytes)
    }

    /// Ends the answer. Returns when Lambda has all of it.
    /// - Throws: ``RuntimeFailure`` (`Runtime.ResponseRefused`).
    public consuming func finish() async throws {
        try await invocation.finishStream()
    }
}
