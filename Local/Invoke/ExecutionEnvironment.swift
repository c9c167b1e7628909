import Foundation
import NIOCore

/// A bootstrap process and the Runtime API that it talks to: what Lambda calls an execution environment.
actor ExecutionEnvironment {
    /// What came of an invocation.
    struct Outcome {
        /// What the function's caller gets.
        var payload: [UInt8]
        /// Why it failed; nil when the function answered.
        var failure: FunctionFailure?
        /// From the event to the answer; nil where there was none.
        var duration: Duration?
        /// How the process ended after its answer, if it did.
        var end: ProcessExit?
        /// Whether the process can take another event.
        var isAlive = true
        /// The process had ended before it could get the event: another one should.
        var isDelivered = true
    }

    private enum Event {
        case runtime(RuntimeEvent)
        case exited(ProcessExit)
        case outOfMemory
        case initTimedOut
    }

    /// How long a bootstrap may take until it asks for its first event.
    static let initLimit = Duration.seconds(10)

    private let settings: BootstrapSettings
    private let api: RuntimeAPI
    private let process: ChildProcess
    private let events: AsyncStream<Event>
    private let tell: AsyncStream<Event>.Continuation
    private let start: ContinuousClock.Instant
    private var memoryWatch: Task<Void, Never>?
    private var exit: ProcessExit?

    /// From the start of the process to its first question; nil before that.
    private(set) var initDuration: Duration?
    /// The most memory that the process has had, in KiB.
    private(set) var peakMemory = 0

    /// Starts a bootstrap.
    /// - Throws: ``ListenError`` and ``ChildProcess/CannotStart``.
    init(_ settings: BootstrapSettings) async throws {
        self.settings = settings
        let (events, tell) = AsyncStream.makeStream(of: Event.self)
        self.events = events
        self.tell = tell
        api = try await RuntimeAPI(function: settings.function) { tell.yield(.runtime($0)) }
        start = .now
        do {
            process = try ChildProcess(
                path: settings.path, environment: settings.environment(runtimeAPI: api.address), folder: settings.folder
            ) { tell.yield(.exited($0)) }
        } catch {
            await api.stop()
            throw error
        }
    }

    /// Runs the function on an event.
    /// - Throws: `CancellationError` when the task is cancelled.
    func invoke(_ event: ByteBuffer) async throws -> Outcome {
        if memoryWatch == nil { watchMemory() }
        let invocation = RuntimeInvocation(
            event: event, timeout: settings.timeout, functionARN: settings.functionARN, clientContext: settings.clientContext)
        if initDuration == nil, let failure = try await untilReady(invocation.id) { return Outcome(failure) }
        api.invoke(invocation)
        var answer: RuntimeAnswer?
        while true {
            switch try await next() {
            case .runtime(.answered(let received)):
                answer = received
                checkMemory()
            case .runtime(.asked):
                if let answer, peakMemory <= settings.memory * 1024 { return Outcome(answer) }
            case .runtime(.timedOut):
                process.signal(SIGKILL)
                return Outcome(.timedOut(request: invocation.id, after: settings.timeout), duration: settings.timeout)
            case .outOfMemory:
                process.signal(SIGKILL)
                return Outcome(outOfMemory(invocation.id))
            case .exited(let exit): ended(exit)
            case .runtime(.drained(let isDelivered)):
                let exit = exit ?? .status(0)
                guard let answer, answer.failure != .truncatedResponse else {
                    return Outcome(.exited(request: invocation.id, exit), isDelivered: isDelivered)
                }
                return Outcome(answer, end: exit)
            case .runtime(.initFailed), .initTimedOut: break
            }
        }
    }

    /// Ends the process and the Runtime API. Returns when they are gone, also in a cancelled task.
    func stop() async {
        memoryWatch?.cancel()
        await process.stop()
        await api.stop()
    }

    // MARK: Waiting

    /// - Returns: why the bootstrap cannot take events.
    private func untilReady(_ request: String) async throws -> FunctionFailure? {
        let remaining = start + Self.initLimit - .now
        let timer = Task { [tell] in
            try await Task.sleep(for: remaining)
            tell.yield(.initTimedOut)
        }
        defer { timer.cancel() }
        while true {
            switch try await next() {
            case .runtime(.asked(let instant)):
                initDuration = instant - start
                return nil
            case .runtime(.initFailed(let failure)): return failure
            case .initTimedOut:
                process.signal(SIGKILL)
                return .initTimedOut(request: request, after: Self.initLimit)
            case .outOfMemory:
                process.signal(SIGKILL)
                return outOfMemory(request)
            case .exited(let exit): ended(exit)
            case .runtime(.drained): return .exited(request: request, exit ?? .status(0))
            case .runtime(.answered), .runtime(.timedOut): break
            }
        }
    }

    private func next() async throws -> Event {
        for await event in events { return event }
        throw CancellationError()
    }

    private func ended(_ exit: ProcessExit) {
        self.exit = exit
        // What it said before it ended counts, and may not have been read yet.
        api.drain()
    }

    // MARK: Memory

    private func watchMemory() {
        memoryWatch = Task { [weak self] in
            while let self, !Task.isCancelled {
                await self.checkMemory()
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private func checkMemory() {
        guard let peak = process.peakMemory, peak > peakMemory else { return }
        peakMemory = peak
        if peak > settings.memory * 1024 { tell.yield(.outOfMemory) }
    }

    private func outOfMemory(_ request: String) -> FunctionFailure {
        .outOfMemory(request: request, used: (peakMemory + 1023) / 1024, limit: settings.memory)
    }
}

extension ExecutionEnvironment.Outcome {
    /// The bootstrap answered.
    fileprivate init(_ answer: RuntimeAnswer, end: ProcessExit? = nil) {
        self.init(
            payload: Array(buffer: answer.payload), failure: answer.failure, duration: answer.duration, end: end, isAlive: end == nil)
    }

    /// It did not, and is no more.
    fileprivate init(_ failure: FunctionFailure, duration: Duration? = nil, isDelivered: Bool = true) {
        self.init(payload: failure.json, failure: failure, duration: duration, isAlive: false, isDelivered: isDelivered)
    }
}
