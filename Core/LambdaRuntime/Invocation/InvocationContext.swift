import FoundationEssentials
import LambdaEvents
import Logging

/// The invocation that a handler works for.
public struct InvocationContext: Sendable {
    /// What Lambda said about it.
    public let head: InvocationHead
    /// Whether it is the first of this process.
    public let isCold: Bool
    /// Writes lines that carry the request id.
    public var logger: Logger
    /// Counts for the metric line of the invocation.
    public let metrics: InvocationMetrics

    private let invocation: Invocation

    init(_ invocation: Invocation, logger: Logger) {
        self.invocation = invocation
        self.logger = logger
        head = invocation.head
        isCold = invocation.isCold
        metrics = invocation.metrics
    }

    /// The id of the request.
    public var requestID: String { head.requestID }

    /// What is left until the handler is cancelled, shortly before Lambda's deadline; nil without a deadline.
    public var remainingTime: Duration? {
        invocation.deadline.map { max(.zero, ContinuousClock.now.duration(to: $0.cancelAt)) }
    }

    /// Notes what begins now. The last such note stands in the error of a handler that ran out of time.
    public func checkpoint(_ name: String) { invocation.note(name) }

    /// The client context, when there is one.
    /// - Throws: ``RuntimeFailure`` (`Function.InvalidClientContext`).
    public func clientContext() throws -> ClientContext? {
        try decode(head.clientContext, .invalidClientContext, "Lambda-Runtime-Client-Context")
    }

    /// The Cognito identity, when there is one.
    /// - Throws: ``RuntimeFailure`` (`Function.InvalidCognitoIdentity`).
    public func cognitoIdentity() throws -> CognitoIdentity? {
        try decode(head.cognitoIdentity, .invalidCognitoIdentity, "Lambda-Runtime-Cognito-Identity")
    }

    private func decode<Value: Decodable>(_ json: String?, _ type: ErrorType, _ name: String) throws -> Value? {
        guard let json else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
        } catch {
            throw RuntimeFailure(type, "the field \(name) is not the JSON that Lambda documents: \(DecodingProblem(error))")
        }
    }
}
