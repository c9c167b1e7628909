/// The client for everything but the Runtime API: requests of many tasks at once, on kept connections, driven by one thread of its own.
///
/// TLS 1.2 or newer, and only to servers whose certificates end in ``TrustRoots``. Proxies by the usual environment variables. Redirects are
/// not followed. Cancelling the task ends the transfer.
///
/// A connection is kept for the next request. Where the process may have been frozen in between (on Lambda, between two invocations) for long
/// enough that the server gave it up, it is opened anew.
public final class HTTPTransport: Sendable {
    /// What can be set.
    public struct Configuration: Sendable {
        /// Connections that were not used for longer, on the wall clock, are not used again.
        public var keptFor: Duration = .seconds(15)
        /// The same for requests that are not idempotent: they cannot be sent again when a connection turns out to be dead.
        public var keptForOnce: Duration = .seconds(2)
        /// The most connections to one host; further requests wait.
        public var connectionsPerHost = 32

        /// The defaults.
        public init() {}
    }

    /// The transport of this process.
    public static let shared = HTTPTransport()

    private let driver: TransferDriver

    /// Creates a transport. Its thread starts with the first request.
    public init(_ configuration: Configuration = Configuration()) {
        driver = TransferDriver(configuration)
    }

    deinit { driver.stop() }

    /// Starts the thread and prepares the trust roots, so that the first request does not have to. A bundle is read whole; of Amazon's roots none
    /// is parsed before a server's chain asks for it.
    /// - Throws: ``HTTPError`` when the trust roots cannot be read.
    public func warmUp() throws {
        driver.start()
        _ = try TrustRoots.shared.get()
    }

    /// Sends a request; returns when the whole response is there.
    /// - Throws: ``HTTPError``, `CancellationError`. A response with any status is no error.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let job = TransferJob(request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                job.onEnd = { continuation.resume(with: $0) }
                driver.submit(.start(job))
            }
        } onCancel: {
            driver.submit(.cancel(job))
        }
    }

    /// Sends a request; returns when the head of the response is there. The body is read as it arrives.
    /// - Throws: ``HTTPError``, `CancellationError`. A response with any status is no error.
    public func open(_ request: HTTPRequest) async throws -> HTTPStreamedResponse {
        let job = TransferJob(request)
        let driver = driver
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let body = HTTPResponseBody(
                    resume: { driver.submit(.unpause(job)) }, cancel: { driver.submit(.cancel(job)) })
                job.streamedBody = Transfer.WeakBody(body: body)
                let handover = Handover(body, to: continuation)
                job.onHead = { handover.end(.success($0)) }
                // After the head this changes nothing: the body ends by itself.
                job.onEnd = { handover.end($0.map(\.head)) }
                driver.submit(.start(job))
            }
        } onCancel: {
            driver.submit(.cancel(job))
        }
    }
}

/// A response whose body is still to be read.
public struct HTTPStreamedResponse: Sendable {
    /// Status and header fields.
    public var head: HTTPResponseHead
    /// The body as it arrives.
    public var body: HTTPResponseBody

    /// The status code.
    public var status: Int { head.status }
    /// The header fields.
    public var fields: HTTPFields { head.fields }
}

/// Hands a body over to the task that asked for it, once. From then on that task alone keeps it: without it the transfer ends.
private final class Handover: @unchecked Sendable {  // Used on the transport's thread alone.
    private var body: HTTPResponseBody?
    private var continuation: CheckedContinuation<HTTPStreamedResponse, any Error>?

    init(_ body: HTTPResponseBody, to continuation: CheckedContinuation<HTTPStreamedResponse, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func end(_ result: Result<HTTPResponseHead, any Error>) {
        guard let body = body.take() else { return }
        continuation.take()?.resume(with: result.map { HTTPStreamedResponse(head: $0, body: body) })
    }
}
