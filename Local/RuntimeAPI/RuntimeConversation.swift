import NIOCore

/// The states of a bootstrap and which requests each of them allows, as in Lambda: start, ask for an event, answer it, ask again.
///
/// It is used on one event loop.
final class RuntimeConversation {
    private enum Phase {
        /// The bootstrap has not asked for an event yet.
        case starting
        /// It waits for an event.
        case ready
        /// It has an event and owes the answer.
        case running(RuntimeInvocation, since: ContinuousClock.Instant)
        /// It answered, and has not asked for the next event.
        case answered
        /// It said that it cannot start.
        case failed
    }

    private let loop: any EventLoop
    private let tell: @Sendable (RuntimeEvent) -> Void
    private var phase = Phase.starting
    /// Those that asked for an event; more than one where the bootstrap has several threads.
    private var waiting: [RuntimeConnection] = []
    private var queued: RuntimeInvocation?
    private var deadline: Scheduled<Void>?

    private var connections: [RuntimeConnection] = []

    /// - Parameter tell: hears what happens, on the event loop.
    init(loop: any EventLoop, tell: @escaping @Sendable (RuntimeEvent) -> Void) {
        self.loop = loop
        self.tell = tell
    }

    /// Hands an event over now, or when the bootstrap asks for one.
    func invoke(_ invocation: RuntimeInvocation) {
        queued = invocation
        deliver()
    }

    // MARK: What the bootstrap does

    /// It asks for the next event; `connection` gets it.
    /// - Returns: why it gets none.
    func ask(_ connection: RuntimeConnection) -> RuntimeReply? {
        switch phase {
        case .starting, .answered:
            deadline?.cancel()
            phase = .ready
            waiting.append(connection)
            tell(.asked(at: .now))
        case .ready: waiting.append(connection)
        case .running, .failed: return .wrongState(name, "Ready")
        }
        deliver()
        return nil
    }

    /// It answers an event.
    /// - Parameters:
    ///   - id: the request that it names.
    ///   - wanted: the state that it asks for, as Lambda calls it.
    /// - Returns: why the answer does not count.
    func answer(_ id: Substring, _ answer: RuntimeAnswer, _ wanted: String = "InvocationResponse") -> RuntimeReply? {
        guard case .running(let invocation, let start) = phase else { return .wrongState(name, wanted) }
        guard invocation.id == id else { return .invalidRequestID }
        phase = .answered
        var answer = answer
        answer.duration = .now - start
        tell(.answered(answer))
        return nil
    }

    /// It cannot start.
    /// - Returns: why that does not count.
    func failInit(_ failure: FunctionFailure) -> RuntimeReply? {
        guard case .starting = phase else { return .wrongState(name, "InitError") }
        phase = .failed
        tell(.initFailed(failure))
        return nil
    }

    /// It has one more connection.
    func opened(_ connection: RuntimeConnection) { connections.append(connection) }

    /// One of its connections is closed.
    func closed(_ connection: RuntimeConnection) {
        connections.removeAll { $0 === connection }
        waiting.removeAll { $0 === connection }
    }

    /// Ends its connections; nothing is told any more.
    func stop() {
        deadline?.cancel()
        phase = .failed
        for connection in connections { connection.close() }
    }

    /// Tells when its connections are closed, or after so many milliseconds: what a process sent before it ended is heard first.
    func drain(milliseconds: Int) {
        // The first time comes after the connections that the system has accepted and the event loop has not seen.
        loop.assumeIsolated().scheduleTask(in: .milliseconds(5)) {
            guard self.connections.isEmpty || milliseconds <= 0 else { return self.drain(milliseconds: milliseconds - 5) }
            self.tell(.drained(isDelivered: self.queued == nil))
        }
    }

    // MARK: Handing over

    private func deliver() {
        guard case .ready = phase, let invocation = queued, let connection = waiting.first else { return }
        waiting.removeFirst()
        queued = nil
        let start = ContinuousClock.now
        phase = .running(invocation, since: start)
        deadline = loop.assumeIsolated().scheduleTask(in: TimeAmount(invocation.timeout)) { self.tell(.timedOut) }
        connection.deliver(invocation)
    }

    /// The state's name, as Lambda's messages have it.
    private var name: String {
        switch phase {
        case .starting: "Started"
        case .ready: "Ready"
        case .running: "Running"
        case .answered: "InvocationResponse"
        case .failed: "InitError"
        }
    }
}
