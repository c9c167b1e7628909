/// A request on its way through the transport's thread.
///
/// Set up by the task that asks, before it is submitted; after that only the transport's thread touches it.
final class TransferJob: @unchecked Sendable {
    let request: HTTPRequest
    /// Set where the response body is streamed.
    var streamedBody: Transfer.WeakBody?
    var onHead: ((HTTPResponseHead) -> Void)?
    var onEnd: ((Result<HTTPResponse, any Error>) -> Void)?
    /// The transfer while it runs.
    var transfer: Transfer?
    var isCancelled = false
    /// When ``HTTPTimeouts/total`` is over.
    let deadline: ContinuousClock.Instant?
    private let trace = TraceContext.current

    init(_ request: HTTPRequest) {
        self.request = request
        deadline = request.timeouts.total.map { .now + $0 }
    }

    /// Makes the transfer on a handle.
    func begin(on handle: EasyHandle, needsNewConnection: Bool) throws -> Transfer {
        var request = request
        // The time that it waited for its turn is over.
        if let deadline { request.timeouts.total = ContinuousClock.now.duration(to: deadline) }
        let transfer = Transfer(request, trace: trace, on: handle)
        transfer.needsNewConnection = needsNewConnection
        if let streamedBody { transfer.sink = .stream(streamedBody) }
        transfer.onHead = { [weak self] head in
            self?.onHead.take()?(head)
        }
        try transfer.prepare()
        self.transfer = transfer
        return transfer
    }

    /// Tells the outcome, once.
    func end(_ result: Result<HTTPResponse, any Error>) {
        transfer = nil
        onHead = nil
        if case .failure(let error) = result { streamedBody?.body?.end(.failure(error)) }
        if case .stream(let stream) = request.body {
            switch result {
            case .success: stream.end(nil)
            case .failure(let error): stream.end(error as? HTTPError ?? HTTPError(.other, "the request was cancelled", wroteRequest: true))
            }
        }
        onEnd.take()?(result)
    }
}
