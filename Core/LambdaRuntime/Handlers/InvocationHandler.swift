/// A function's code: takes an event as it came, and answers through its reply.
///
/// Most functions are an ``EventHandler`` or a ``BatchHandler`` instead. Throwing is how a handler fails: only then do Lambda's retries, the
/// dead-letter queue and the error metric work.
///
/// A handler and the tasks of its task group run on one thread, so that nothing has to be woken for a short handler. Do not block it, and do not
/// use the main actor: the main thread is busy with the loop.
public protocol InvocationHandler: Sendable {
    /// Handles one invocation.
    func handle(_ event: [UInt8], reply: consuming Reply, context: InvocationContext) async throws
    /// What is worth doing before the first event: connections, the first decoding.
    var warmUps: [WarmUp] { get }
    /// Called when the process is about to end, with 100 ms left, on a thread of its own: handlers in flight may still work.
    func flush() async
}

extension InvocationHandler {
    /// Nothing.
    public var warmUps: [WarmUp] { [] }
    /// Nothing.
    public func flush() async {}
}
