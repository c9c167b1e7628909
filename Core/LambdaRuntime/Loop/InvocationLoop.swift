import Glibc
import HTTP
import Logging
import Synchronization

/// Takes invocations one after the other, on the calling thread, until the process ends.
final class InvocationLoop<Handler: InvocationHandler>: Sendable {
    /// How often `/next` is tried before the process gives up, and the first pause, which doubles.
    static var tries: Int { 5 }
    static var firstPause: Duration { .milliseconds(100) }

    private let handler: Handler
    private let client: RuntimeAPIClient
    private let slot: CrashSlot
    private let executor: LoopExecutor
    private let shared: SharedLoopState

    init(_ handler: Handler, _ client: RuntimeAPIClient, _ slot: CrashSlot, _ executor: LoopExecutor, _ shared: SharedLoopState) {
        self.handler = handler
        self.client = client
        self.slot = slot
        self.executor = executor
        self.shared = shared
    }

    func run() -> Never {
        executor.adoptThread()
        CrashReporting.useOwnStack()
        var failures = 0
        while true {
            shared.watch.stopIfTerminating()
            switch client.next() {
            case .invocation(let head, let event):
                failures = 0
                serve(head, event)
            case .tooLarge(let head):
                failures = 0
                refuse(head)
            case .retry(let reason):
                failures += 1
                guard failures < Self.tries else { ProcessEnd.fail("gave up after \(failures) tries: \(reason)", shared.logger) }
                shared.logger.debug("trying again", metadata: ["reason": "\(reason)", "failures": "\(failures)"])
                pause(failures)
            case .lost(let reason):
                failures += 1
                shared.logger.error("\(reason)")
                guard failures < Self.tries else { ProcessEnd.fail("gave up after \(failures) tries", shared.logger) }
                pause(failures)
            case .fatal(let reason):
                ProcessEnd.fail(reason, shared.logger)
            }
        }
    }

    /// The pause doubles, and varies by a fifth so that many loops do not come back at once.
    private func pause(_ failures: Int) {
        let pause = Self.firstPause * (1 << (failures - 1))
        usleep(UInt32(pause / .microseconds(1) * Double.random(in: 0.8...1.2)))
    }

    private func serve(_ head: InvocationHead, _ event: [UInt8]) {
        let start = ContinuousClock.now
        let isCold = shared.takeCold()
        let responder = responder(head)
        let invocation = Invocation(head, isCold: isCold, responder: responder, logger: shared.logger)
        slot.arm(head.requestID)
        shared.traceVariable?.set(head.traceID ?? "")
        if shared.environment.logsContent {
            shared.logger.debug("event", metadata: ["requestId": "\(head.requestID)", "body": "\(String(decoding: event, as: UTF8.self))"])
        }
        guard shared.watch.begin(invocation, slot, executor) else { return turnAway(invocation) }
        let executor = executor
        let task = Task(executorPreference: executor) { [handler] in
            await invocation.run(handler, event)
            executor.wake()
        }
        invocation.onCancel { task.cancel() }
        if !executor.run(until: { invocation.isConcluded }, giveUpAt: invocation.deadline?.abandonAt) {
            abandon(invocation)
        }
        shared.watch.end(invocation)
        slot.disarm()
        writeMetrics(invocation, duration: start.duration(to: .now), isCold: isCold)
    }

    private func responder(_ head: InvocationHead) -> RuntimeAPIResponder {
        RuntimeAPIResponder(
            runtimeAPI: shared.runtimeAPI, requestID: head.requestID, client: client, slot: slot, executor: executor, logger: shared.logger)
    }

    /// The handler waits for something and ignores that it is cancelled: it is left behind.
    private func abandon(_ invocation: Invocation) {
        invocation.isConcluding = true
        invocation.interrupt(.deadline)
        runToEnd {
            await InvocationScope.$current.withValue(InvocationScope(invocation.head, isCold: invocation.isCold)) {
                await invocation.abandon()
            }
        }
    }

    /// The invocation came when the process had begun to end.
    private func turnAway(_ invocation: Invocation) {
        runToEnd { await invocation.refuse(RuntimeFailure(.terminated, "the process ends, and has not begun with the event")) }
        slot.disarm()
        shared.watch.refused()
    }

    /// Runs a task of the loop's own.
    private func runToEnd(_ work: @escaping @Sendable () async -> Void) {
        let gate = Gate()
        let executor = executor
        Task(executorPreference: executor) {
            await work()
            gate.open()
            executor.wake()
        }
        _ = executor.run(until: { gate.isOpen }, giveUpAt: .now + .milliseconds(250))
    }

    private func refuse(_ head: InvocationHead) {
        let failure = ErrorReport(
            RuntimeFailure(
                .eventSizeTooLarge, "the event has more than \(RuntimeAPIClient.eventLimit) bytes, which is all that the runtime takes"))
        let responder = responder(head)
        runToEnd { await responder.report(failure) }
        shared.logger.error("refused an event", metadata: ["requestId": "\(head.requestID)", "errorType": "\(failure.type)"])
    }

    private func writeMetrics(_ invocation: Invocation, duration: Duration, isCold: Bool) {
        guard shared.environment.writesMetrics else { return }
        var entries = [InvocationMetrics.Entry(name: "Duration", unit: .milliseconds, value: rounded(duration))]
        var properties = [("requestId", invocation.head.requestID)]
        if isCold {
            entries.append(.init(name: "ColdStart", unit: .count, value: 1))
            entries += shared.initMetrics
        }
        if let failure = invocation.failure {
            entries.append(.init(name: "Errors", unit: .count, value: 1))
            properties.append(("errorType", failure.type.description))
        }
        entries += invocation.metrics.all
        let line = MetricsLine(
            functionName: shared.environment.functionName, functionVersion: shared.environment.functionVersion, entries: entries,
            properties: properties)
        LineOutput.write(line.bytes, to: 1)
    }

    private func rounded(_ duration: Duration) -> Double { (duration / .microseconds(1)).rounded() / 1000 }
}

/// What all loops of a process share.
final class SharedLoopState: Sendable {
    let runtimeAPI: String
    let environment: LambdaEnvironment
    let logger: Logger
    let watch: Watch
    /// The environment variable of the trace, where there is one loop.
    let traceVariable: TraceVariable?
    /// What init took, for the first metric line.
    let initMetrics: [InvocationMetrics.Entry]
    private let isCold = Atomic(true)

    init(
        runtimeAPI: String, environment: LambdaEnvironment, logger: Logger, watch: Watch, traceVariable: TraceVariable?,
        initMetrics: [InvocationMetrics.Entry]
    ) {
        self.runtimeAPI = runtimeAPI
        self.environment = environment
        self.logger = logger
        self.watch = watch
        self.traceVariable = traceVariable
        self.initMetrics = initMetrics
    }

    /// Whether this is the first invocation; true once.
    func takeCold() -> Bool { isCold.exchange(false, ordering: .relaxed) }
}
