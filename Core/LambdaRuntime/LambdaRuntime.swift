import Glibc
import HTTP
import Logging

/// Runs a handler as a Lambda function: a custom runtime, in the process that Lambda starts as `bootstrap`.
///
/// ```swift
/// LambdaRuntime.run { EchoHandler() }
/// ```
///
/// Follows https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. Everything it reads comes from the environment, see
/// ``LambdaEnvironment``.
public enum LambdaRuntime {
    /// Makes the handler, warms it up, and serves invocations until Lambda ends the process.
    ///
    /// To be called by a synchronous `main`. What the closure throws is reported to Lambda as the reason why the function cannot start. Ends
    /// the process with exit code 1 and one line on standard error when the Runtime API is of no more use.
    public static func run<Handler: InvocationHandler>(_ makeHandler: @escaping @Sendable () async throws -> Handler) -> Never {
        let start = ContinuousClock.now
        let environment = LambdaEnvironment()
        Watch.claimSignals(termination: environment.handlesTermination)
        LoggingSystem.bootstrap { label in LambdaLogHandler(label: label, environment: environment) }
        let logger = Logger(label: environment.functionName)
        guard let runtimeAPI = environment.runtimeAPI else {
            ProcessEnd.fail(
                "AWS_LAMBDA_RUNTIME_API is not set: this is the bootstrap of a Lambda function. To run it here: postroom invoke NAME EVENT --bootstrap",
                logger)
        }
        let slot = CrashSlot(runtimeAPI)
        CrashReporting.install(logsJSON: environment.logsJSON)
        CrashReporting.useOwnStack()
        slot.armInit()
        let executor = LoopExecutor()
        let client = RuntimeAPIClient(runtimeAPI)
        do {
            let handler = makeHandlerOnThisThread(makeHandler, executor, client, logger)
            let made = ContinuousClock.now
            let warmUps = WarmUpRun(handler.warmUps, logger: logger, executor: executor)
            // What can be done while others work.
            let watch = try Watch.start(termination: environment.handlesTermination, logger: logger) { await handler.flush() }
            if environment.handlesTermination { TerminationNotice.request(client, logger) }
            if !executor.run(until: { warmUps.isDone }, giveUpAt: made + WarmUpRun.budget) { warmUps.giveUp(logger) }
            let metrics = metrics(start, made, warmUps.durations)
            let shared = SharedLoopState(
                runtimeAPI: runtimeAPI, environment: environment, logger: logger, watch: watch,
                traceVariable: environment.concurrency == 1 ? TraceVariable.shared : nil, initMetrics: metrics)
            let begin = StartSignal()
            for number in 1..<environment.concurrency { try startLoop(number, handler, shared, begin) }
            slot.disarm()
            begin.give()
            InvocationLoop(handler, client, slot, executor, shared).run()
        } catch {
            let report = ErrorReport(error)
            _ = client.reportInit(report)
            ProcessEnd.fail("the runtime cannot start: \(report)", logger)
        }
    }

    /// Another loop, for a function that takes several invocations at once. It asks for none before all loops are there: init may still fail.
    private static func startLoop<Handler: InvocationHandler>(
        _ number: Int, _ handler: Handler, _ shared: SharedLoopState, _ begin: StartSignal
    ) throws {
        let client = RuntimeAPIClient(shared.runtimeAPI)
        let thread = DetachedThread.start {
            begin.await()
            InvocationLoop(handler, client, CrashSlot(shared.runtimeAPI), LoopExecutor(), shared).run()
        }
        if thread == nil {
            throw RuntimeFailure(
                .outOfThreads,
                "the system has threads for \(number) invocations at once, and \(shared.environment.concurrency) are asked for")
        }
    }

    /// Makes the handler, or ends the process.
    private static func makeHandlerOnThisThread<Handler: InvocationHandler>(
        _ makeHandler: @escaping @Sendable () async throws -> Handler, _ executor: LoopExecutor, _ client: RuntimeAPIClient,
        _ logger: Logger
    ) -> Handler {
        executor.adoptThread()
        let outcome = InitOutcome<Handler>()
        Task(executorPreference: executor) {
            do {
                outcome.set(.success(try await makeHandler()))
            } catch {
                outcome.set(.failure(error))
            }
            executor.wake()
        }
        _ = executor.run(until: { outcome.result != nil }, giveUpAt: nil)
        switch outcome.result {
        case .success(let handler): return handler
        case .failure(let error):
            let report = ErrorReport(error)
            _ = client.reportInit(report)
            ProcessEnd.fail("the function cannot start: \(report)", logger)
        case nil: ProcessEnd.fail("the function cannot start: making the handler came to no end", logger)
        }
    }

    private static func metrics(
        _ start: ContinuousClock.Instant, _ made: ContinuousClock.Instant, _ warmUps: [(String, Double)]
    ) -> [InvocationMetrics.Entry] {
        func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }
        var entries = [
            InvocationMetrics.Entry(
                name: "InitDuration", unit: .milliseconds, value: rounded(start.duration(to: .now) / .milliseconds(1))),
            InvocationMetrics.Entry(
                name: "HandlerInitDuration", unit: .milliseconds, value: rounded(start.duration(to: made) / .milliseconds(1))),
        ]
        if !warmUps.isEmpty {
            entries.append(
                .init(name: "WarmUpDuration", unit: .milliseconds, value: rounded(made.duration(to: .now) / .milliseconds(1))))
            for (name, time) in warmUps {
                entries.append(.init(name: "WarmUpDuration.\(name)", unit: .milliseconds, value: rounded(time)))
            }
        }
        return entries
    }
}
