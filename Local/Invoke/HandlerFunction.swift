import LambdaRuntime
import Logging

/// A function made with the Lambda runtime, in process: what is an answer and what a failure is decided as on Lambda.
public struct HandlerFunction<Handler: InvocationHandler>: InProcessFunction {
    private let handler: Handler

    /// Wraps a handler.
    public init(_ handler: Handler) { self.handler = handler }

    /// Runs the handler.
    /// - Throws: ``FunctionFailure``.
    public func invoke(_ event: [UInt8], logger: Logger) async throws -> [UInt8] {
        switch await DirectInvocation(logger: logger).invoke(handler, event: event) {
        case .response(let answer): return answer
        case .failure(let report): throw FunctionFailure(report.type.description, report.message)
        }
    }
}
