import Glibc
import Logging
import Synchronization

/// Looks after what the loops themselves cannot, on a thread of its own: deadlines, and SIGTERM.
final class Watch: @unchecked Sendable {  // `thread` is set before anybody else sees the watch.
    /// How long an invocation in flight may still take after SIGTERM, and how long everything may take: Lambda kills after 500 ms.
    static let grace = Duration.milliseconds(250)
    /// How soon to look again at an invocation that is over time and on its way to the end.
    private static let lookAgain = Duration.milliseconds(5)
    private static let settling = Duration.milliseconds(20)
    static let terminationBudget = Duration.milliseconds(300)

    private struct Entry {
        let invocation: Invocation
        let slot: CrashSlot
        let executor: LoopExecutor
        let deadline: InvocationDeadline?
        var isCancelled = false

        /// Whether the handler keeps its thread from the loop. One that waits is left behind by the loop itself, also when that comes late.
        var isStuck: Bool { executor.isInJob.load(ordering: .relaxed) && invocation.isOpen }
    }

    private struct State {
        var entries: [Entry] = []
        var sleepsUntil: ContinuousClock.Instant?
        var isTerminating = false
    }

    private let state = Mutex(State())
    private let logger: Logger
    private let flush: @Sendable () async -> Void
    private var thread = pthread_t()
    private static let wakeSignal = SIGURG

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
    static func start(termination: Bool, logger: Logger, flush: @escaping @Sendable () async -> Void) -> Watch {
        let watch = Watch(logger: logger, flush: flush)
        guard let thread = DetachedThread.start({ watch.run(signals(termination: termination)) }) else {
            ProcessEnd.fail("the system has no thread for the watch over deadlines", logger)
        }
        watch.thread = thread
        return watch
    }

    /// Watches over an invocation. False when the process is about to end, and the invocation must not begin.
    func begin(_ invocation: Invocation, _ slot: CrashSlot, _ executor: LoopExecutor) {
        let isLate = state.withLock { state in
            state.entries.append(Entry(invocation: invocation, slot: slot, executor: executor, deadline: invocation.deadline))
            guard let time = invocation.deadline?.cancelAt else { return false }
            return state.sleepsUntil.map { $0 > time } ?? true
        }
        if isLate { pthread_kill(thread, Self.wakeSignal) }
    }

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
                if deadline.endAt > now {
                    let time = state.entries[index].isCancelled ? deadline.endAt : deadline.cancelAt
                    next = min(next ?? time, time)
                } else if state.entries[index].isStuck {
                    stuck = state.entries[index]
                } else {
                    next = min(next ?? now + Self.lookAgain, now + Self.lookAgain)
                }
            }
            state.sleepsUntil = next
            return (cancelled, stuck, next)
        }
        for invocation in cancelled { invocation.interrupt(.deadline) }
        if let stuck { end(stuck) }
        return next
    }

    /// The handler holds its thread beyond the deadline: the process is of no more use.
    private func end(_ entry: Entry) -> Never {
        let report = entry.invocation.interruptionReport
        if entry.invocation.close() { entry.slot.report(entry.invocation.head.requestID, report) }
        ProcessEnd.fail(
            "\(report.message); it blocks its thread, so the process ends (requestId \(entry.invocation.head.requestID))", logger)
    }

    private var isBusy: Bool { state.withLock { !$0.entries.isEmpty } }

    private func terminate() {
        let start = ContinuousClock.now
        state.withLock { $0.isTerminating = true }
        // An invocation may have arrived and not begun: what looks idle has to be so for a moment.
        while ContinuousClock.now < start + Self.settling || isBusy && ContinuousClock.now < start + Self.grace { usleep(2000) }
        for entry in state.withLock({ $0.entries }) {
            entry.invocation.interrupt(.termination)
            let report = entry.invocation.interruptionReport
            if entry.invocation.close() { entry.slot.report(entry.invocation.head.requestID, report) }
            logger.error("ended while an invocation was in flight", metadata: ["requestId": "\(entry.invocation.head.requestID)"])
        }
        let flushed = Gate()
        Task.detached { [flush] in
            await flush()
            flushed.open()
        }
        while !flushed.isOpen, ContinuousClock.now < start + Self.terminationBudget { usleep(500) }
        if !flushed.isOpen { logger.warning("ended before everything was flushed") }
        ProcessEnd.exit(0)
    }
}
