/// The client for everything but the Runtime API: requests of many tasks at once, on kept connections, driven by one thread of its own.
///
/// TLS 1.2 or newer, and only to servers whose certificates end in ``TrustRoots``. Proxies by the usual environment variables. Redirects are
/// not followed. Cancelling the task ends the transfer.
///
/// A connection is kept for the next request. Where the process may have been frozen in between (on Lambda, between two invocations), it is
/// opened anew.
public final class HTTPTransport: Sendable {
    /// What can be set.
    public struct Configuration: Sendable {
        /// Kept connections that were not used for longer, on the wall clock, are not used again.
        public var keptFor: Duration = .seconds(15)
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
        let body = HTTPResponseBody(
            resume: { driver.submit(.unpause(job)) }, cancel: { driver.submit(.cancel(job)) })
        job.streamedBody = Transfer.WeakBody(body: body)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let once = Once(continuation)
                job.onHead = { once.resume(.success(HTTPStreamedResponse(head: $0, body: body))) }
                // After the head this changes nothing: the body ends by itself.
                job.onEnd = { result in once.resume(result.map { HTTPStreamedResponse(head: $0.head, body: body) }) }
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

/// A continuation that two callbacks of one thread may resume.
private final class Once<Value: Sendable>: @unchecked Sendable {  // Used on the transport's thread alone.
    private var continuation: CheckedContinuation<Value, any Error>?

    init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = continuation }

    func resume(_ result: Result<Value, any Error>) {
        continuation.take()?.resume(with: result)
    }
}
