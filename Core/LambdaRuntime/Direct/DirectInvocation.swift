import FoundationEssentials
import HTTP
import Logging
import Synchronization

/// Runs a handler on one event without a Runtime API: for the local program and for tests. The same code decides what is an answer and what a
/// failure.
public struct DirectInvocation: Sendable {
    /// What came of it.
    public enum Outcome: Sendable {
        /// The answer.
        case response([UInt8])
        /// What Lambda would be told.
        case failure(ErrorReport)
    }

    private let head: InvocationHead
    private let logger: Logger

    /// Describes an invocation; an id is made up when none is given.
    public init(requestID: String = UUID().uuidString.lowercased(), traceID: String? = nil, tenantID: String? = nil, logger: Logger) {
        head = InvocationHead(requestID: requestID, traceID: traceID, tenantID: tenantID)
        self.logger = logger
    }

    /// Runs the handler.
    public func invoke(_ handler: some InvocationHandler, event: [UInt8]) async -> Outcome {
        let responder = CollectingResponder()
        let invocation = Invocation(head, isCold: true, responder: responder, logger: logger)
        await invocation.run(handler, event)
        if let answer = responder.outcome { return answer }
        return .failure(invocation.failure ?? ErrorReport(RuntimeFailure(.noResponse, "the handler ended without an answer")))
    }
}

/// Keeps what the Runtime API would be sent.
private final class CollectingResponder: InvocationResponder {
    private let state = Mutex<DirectInvocation.Outcome?>(nil)

    var outcome: DirectInvocation.Outcome? { state.withLock { $0 } }

    func respond(_ body: [UInt8]) async throws { state.withLock { $0 = .response(body) } }

    func respond(stream: HTTPUploadStream, contentType: String) async throws {
        let (bytes, trailers) = await stream.collect()
        // A failure in the middle is a failure here: there is nobody who would read the first half.
        guard trailers.isEmpty else { return }
        state.withLock { $0 = .response(bytes) }
    }

    func report(_ error: ErrorReport) async { state.withLock { $0 = .failure(error) } }
}
