import Glibc
import Logging
import Synchronization

/// Looks after what the loops themselves cannot, on a thread of its own: deadlines, and SIGTERM.
final class Watch: @unchecked Sendable {  // `thread` is set before anybody else sees the watch.
    struct Entry {
        let invocation: Invocation
        let slot: CrashSlot
        let executor: LoopExecutor
        let deadline: InvocationDeadline?
        var isCancelled = false
    }

    struct State {
        var entries: [Entry] = []
        var sleepsUntil: ContinuousClock.Instant?
        /// Whether no loop asks for another invocation.
        var isTerminating = false
        /// Whether no invocation begins.
        var isClosed = false
        /// How many invocations came too late, and are told so now.
        var refusals = 0
    }

    let state = Mutex(State())
    let logger: Logger
    let flush: @Sendable () async -> Void
    private var thread = pthread_t()
    private static let wakeSignal = SIGURG
    /// After which it looks again at a loop that is late.
    private static let pause = Duration.milliseconds(2)

    private init(logger: Logger, flush: @escaping @Sendable () async -> Void) {
        self.logger = logger
        self.flush = flush
    }

    /// Blocks the watch's signals in the calling thread and all that it starts, so that the watch alone gets them. To be called first.
    static func claimSignals(termination: Bool) {
        var signals = Self.signals(termination: termination)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private static func signals(termination: Bool) -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, wakeSignal)
        if termination { sigaddset(&signals, SIGTERM) }
        return signals
    }

    /// Starts the thread. A signal that is sent before it waits for one is kept for it.
    /// - Throws: ``RuntimeFailure`` (`Runtime.OutOfThreads`).
    static func start(termination: Bool, logger: Logger, flush: @escaping @Sendable () async -> Void) throws -> Watch {
        let watch = Watch(logger: logger, flush: flush)
        guard let thread = DetachedThread.start({ watch.run(signals(termination: termination)) }) else {
            throw RuntimeFailure(.outOfThreads, "the system has no thread for the watch over deadlines")
        }
        watch.thread = thread
        return watch
    }

    /// Watches over an invocation. False when the process is about to end: the invocation must not begin, and ``refused()`` is to be called
    /// when Lambda knows.
    func begin(_ invocation: Invocation, _ slot: CrashSlot, _ executor: LoopExecutor) -> Bool {
        let (begins, isLate) = state.withLock { state in
            if state.isClosed {
                state.refusals += 1
                return (false, false)
            }
            state.entries.append(Entry(invocation: invocation, slot: slot, executor: executor, deadline: invocation.deadline))
            guard let time = invocation.deadline?.cancelAt else { return (true, false) }
            return (true, state.sleepsUntil.map { $0 > time } ?? true)
        }
        if isLate { pthread_kill(thread, Self.wakeSignal) }
        return begins
    }

    func refused() { state.withLock { $0.refusals -= 1 } }

    func end(_ invocation: Invocation) {
        state.withLock { $0.entries.removeAll { $0.invocation === invocation } }
    }

    /// Returns unless the process is about to end; waits for that end otherwise.
    func stopIfTerminating() {
        guard state.withLock({ $0.isTerminating }) else { return }
        while true { sleep(1) }
    }

    // MARK: - The thread

    private func run(_ signals: sigset_t) {
        var signals = signals
        while true {
            let next = checkDeadlines()
            var received: Int32 = -1
            if let next {
                let left = max(.zero, ContinuousClock.now.duration(to: next))
                var time = timespec(tv_sec: Int(left.components.seconds), tv_nsec: Int(left.components.attoseconds / 1_000_000_000))
                received = sigtimedwait(&signals, nil, &time)
            } else {
                received = sigwaitinfo(&signals, nil)
            }
            if received == SIGTERM { terminate() }
        }
    }

    /// Does what is due; returns when something is next.
    private func checkDeadlines() -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        let (cancelled, stuck, next): ([Invocation], Entry?, ContinuousClock.Instant?) = state.withLock { state in
            var cancelled: [Invocation] = []
            var stuck: Entry?
            var next: ContinuousClock.Instant?
            for index in state.entries.indices {
                guard let deadline = state.entries[index].deadline else { continue }
                if !state.entries[index].isCancelled, deadline.cancelAt <= now {
                    state.entries[index].isCancelled = true
                    cancelled.append(state.entries[index].invocation)
                }
                if deadline.endAt <= now {
                    // A thread that nobody holds is only late, on a busy machine; and a failure that is on its way holds up nobody.
                    guard !state.entries[index].invocation.isConcluding else { continue }
                    if state.entries[index].executor.isOccupied {
                        stuck = state.entries[index]
                    } else {
                        next = min(next ?? now + Self.pause, now + Self.pause)
                    }
                } else {
                    let time = state.entries[index].isCancelled ? deadline.endAt : deadline.cancelAt
                    next = min(next ?? time, time)
                }
            }
            state.sleepsUntil = next
            return (cancelled, stuck, next)
        }
        for invocation in cancelled { invocation.interrupt(.deadline) }
        if let stuck { endStuckProcess(stuck.invocation) }
        return next
    }
}
