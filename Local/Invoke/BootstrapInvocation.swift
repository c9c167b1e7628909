import NIOCore

/// Runs a function as Lambda does: its bootstrap is a process of its own, and the limits are enforced.
public struct BootstrapInvocation: Sendable {
    /// A bootstrap that dies so many times without an answer in between is not started again.
    public static let deathsAllowed = 3

    private let settings: BootstrapSettings
    private let event: ByteBuffer
    private let count: Int
    private let note: @Sendable (String) -> Void

    /// Describes the invocations.
    /// - Parameters:
    ///   - event: JSON.
    ///   - count: how many, one after the other; at least 1.
    ///   - note: takes a line for the person who watches.
    public init(_ settings: BootstrapSettings, event: [UInt8], count: Int, note: @escaping @Sendable (String) -> Void) {
        self.settings = settings
        self.event = ByteBuffer(bytes: event)
        self.count = count
        self.note = note
    }

    /// Runs the function. No process is left when this returns or throws.
    /// - Throws: what is wrong when the bootstrap cannot be started, `CancellationError` when the task is cancelled.
    public func run() async throws -> InvocationReport {
        var report = InvocationReport()
        var environment: ExecutionEnvironment?
        var deaths = 0
        while report.invocations < count {
            let isCold = environment == nil
            let current = if let environment { environment } else { try await ExecutionEnvironment(settings) }
            environment = current
            let outcome: ExecutionEnvironment.Outcome
            do {
                outcome = try await current.invoke(event)
            } catch {
                await current.stop()
                throw error
            }
            deaths = outcome.isAlive || outcome.end != nil ? 0 : deaths + 1
            // An event that did not reach the bootstrap is for the next one, as long as there is one.
            if outcome.isDelivered || deaths == Self.deathsAllowed {
                report.add(outcome.payload, outcome.failure, outcome.duration, isCold: isCold)
            }
            if let end = outcome.end, report.invocations < count {
                note("the bootstrap ended after its answer (\(end.description)): it is started again")
            }
            if report.initDuration == nil { report.initDuration = await current.initDuration }
            if !outcome.isAlive {
                await current.stop()
                await report.add(peakMemory: current.peakMemory)
                environment = nil
            }
            if deaths == Self.deathsAllowed, report.invocations < count {
                note("gave up: \(deaths) bootstraps in a row ended without an answer")
                break
            }
        }
        if let environment {
            await environment.stop()
            await report.add(peakMemory: environment.peakMemory)
        }
        return report
    }
}

extension InvocationReport {
    fileprivate mutating func add(peakMemory kibibytes: Int) {
        guard kibibytes > 0 else { return }
        peakMemory = max(peakMemory ?? 0, (kibibytes + 1023) / 1024)
    }
}
