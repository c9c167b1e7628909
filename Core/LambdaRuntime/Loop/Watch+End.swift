import Glibc
import Logging
import Synchronization

/// How the process ends: whatever is in flight is told to Lambda, and what handlers keep back is flushed.
extension Watch {
    /// What looks idle has to be so for a moment: an invocation may have arrived and not begun.
    private static let settling = Duration.milliseconds(20)
    /// How long an invocation in flight may still take after SIGTERM. What is left of the budget is for `flush`, and for the reports meanwhile.
    private static let grace = Duration.milliseconds(200)
    /// How long everything may take after SIGTERM: Lambda kills after 500 ms.
    private static let budget = Duration.milliseconds(300)
    /// How long the reports of a process that is stuck may take.
    private static let patience = Duration.milliseconds(200)

    func terminate() -> Never {
        let start = ContinuousClock.now
        state.withLock { $0.isTerminating = true }
        while ContinuousClock.now < start + Self.settling || isBusy && ContinuousClock.now < start + Self.grace { usleep(1000) }
        let entries = close()
        let isTold = endAll(entries, .termination)
        let end = start + Self.budget
        let flushed = startFlush(until: end)
        // Whatever a handler does when it is cancelled, on another thread: it may not come back.
        DetachedThread.start { for entry in entries { entry.invocation.interrupt(.termination) } }
        while ContinuousClock.now < end, !(flushed.isOpen && isTold()) { usleep(500) }
        if !flushed.isOpen { logger.warning("ended before everything was flushed") }
        ProcessEnd.exit(0)
    }

    /// A handler holds its thread beyond its deadline: the process is of no more use, and takes with it what else is in flight.
    func endStuckProcess(_ stuck: Invocation) -> Never {
        let reason = "\(stuck.interruptionReport.message); it blocks its thread, so the process ends (requestId \(stuck.head.requestID))"
        let isTold = endAll(close(), .stuckProcess)
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end, !isTold() { usleep(500) }
        ProcessEnd.fail(reason, logger)
    }

    private var isBusy: Bool { state.withLock { !$0.entries.isEmpty } }

    /// Lets nothing begin any more; returns what is in flight.
    private func close() -> [Entry] {
        state.withLock { state in
            state.isTerminating = true
            state.isClosed = true
            return state.entries
        }
    }

    /// Ends invocations: first all are closed and told to Lambda, then what is returned says whether Lambda has taken everything.
    private func endAll(_ entries: [Entry], _ interruption: Invocation.Interruption) -> () -> Bool {
        var reports: [(Invocation, ErrorReport)] = []
        let pending = entries.map { entry -> () -> Bool in
            switch entry.invocation.end(interruption) {
            case .report(let report):
                reports.append((entry.invocation, report))
                let isSent = entry.slot.send(entry.invocation.head.requestID, report)
                return { !isSent || entry.slot.hasAnswer }
            case .streaming(let report, let isOver):
                reports.append((entry.invocation, report))
                return { isOver.isOpen }
            case .answered: return { [self] in state.withLock { !$0.entries.contains { $0.invocation === entry.invocation } } }
            }
        }
        for (invocation, report) in reports { invocation.logEnd(report) }
        return { [self] in state.withLock { $0.refusals == 0 } && pending.allSatisfy { $0() } }
    }

    /// Runs `flush` on a thread of its own, since handlers may block all others.
    private func startFlush(until end: ContinuousClock.Instant) -> Gate {
        let flushed = Gate()
        let executor = LoopExecutor()
        Task.detached(executorPreference: executor) { [flush] in
            await flush()
            flushed.open()
            executor.wake()
        }
        DetachedThread.start {
            executor.adoptThread()
            _ = executor.run(until: { flushed.isOpen }, giveUpAt: end)
        }
        return flushed
    }
}
