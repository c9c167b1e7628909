import Logging

/// A function whose handler runs in this process: events and answers are bytes, as on Lambda.
public protocol InProcessFunction: Sendable {
    /// Runs the handler.
    /// - Parameter event: JSON.
    /// - Returns: the answer, as JSON.
    /// - Throws: what the handler throws. Lambda would try again.
    func invoke(_ event: [UInt8], logger: Logger) async throws -> [UInt8]
}

/// Runs a function's handler in this process, where nothing limits it.
public struct InProcessInvocation: Sendable {
    private let function: any InProcessFunction
    private let event: [UInt8]
    private let count: Int

    /// Describes the invocations.
    /// - Parameter count: how many, one after the other; at least 1.
    public init(_ function: any InProcessFunction, event: [UInt8], count: Int) {
        self.function = function
        self.event = event
        self.count = count
    }

    /// Runs the handler.
    public func run(logger: Logger) async -> InvocationReport {
        var report = InvocationReport()
        while report.invocations < count {
            let start = ContinuousClock.now
            do {
                let answer = try await function.invoke(event, logger: logger)
                report.add(answer, nil, .now - start, isCold: report.invocations == 0)
            } catch {
                report.add(
                    [], error as? FunctionFailure ?? FunctionFailure("\(type(of: error))", "\(error)"), .now - start,
                    isCold: report.invocations == 0)
            }
        }
        return report
    }
}
