import Synchronization

/// The body of a response as it arrives. The server is slowed down while nobody reads.
///
/// To be read once, by one task. Dropping it ends the transfer.
public final class HTTPResponseBody: AsyncSequence, Sendable {
    /// The bytes that came together.
    public typealias Element = [UInt8]

    /// How many bytes may wait for the reader.
    package static let bufferSize = 256 << 10

    private struct State {
        var chunks: [[UInt8]] = []
        var waiting = 0
        var isPaused = false
        var end: Result<Void, any Error>?
        var reader: CheckedContinuation<[UInt8]?, any Error>?
    }

    private let state = Mutex(State())
    private let resume: @Sendable () -> Void
    private let cancel: @Sendable () -> Void

    package init(resume: @escaping @Sendable () -> Void, cancel: @escaping @Sendable () -> Void) {
        self.resume = resume
        self.cancel = cancel
    }

    deinit { cancel() }

    /// Reads the body chunk by chunk.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let body: HTTPResponseBody

        /// The next bytes, nil at the end.
        /// - Throws: ``HTTPError``, `CancellationError`.
        public mutating func next() async throws -> [UInt8]? { try await body.next() }
    }

    /// An iterator over what was not read yet.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }

    /// All bytes, when there are no more than `limit`.
    /// - Throws: ``HTTPError``, `CancellationError`.
    public func collect(limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await next() {
            guard bytes.count + chunk.count <= limit else {
                cancel()
                throw HTTPError(.responseTooLarge, "the response is larger than \(limit) bytes", wroteRequest: true)
            }
            bytes += chunk
        }
        return bytes
    }

    private func next() async throws -> [UInt8]? {
        if Task.isCancelled {
            cancel()
            throw CancellationError()
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (isResuming, result): (Bool, Result<[UInt8]?, any Error>?) = state.withLock { state in
                    if !state.chunks.isEmpty {
                        let chunk = state.chunks.removeFirst()
                        state.waiting -= chunk.count
                        let isResuming = state.isPaused && state.waiting < Self.bufferSize / 2
                        if isResuming { state.isPaused = false }
                        return (isResuming, .success(chunk))
                    }
                    if let end = state.end { return (false, end.map { nil }) }
                    if Task.isCancelled { return (false, .failure(CancellationError())) }
                    state.reader = continuation
                    return (false, nil)
                }
                if isResuming { resume() }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(throwing: CancellationError())
            cancel()
        }
    }

    // MARK: - The transport's side

    /// Takes bytes; false when the transfer has to pause and offer them again.
    package func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, reader): (Bool, CheckedContinuation<[UInt8]?, any Error>?) = state.withLock { state in
            if let reader = state.reader.take() { return (true, reader) }
            guard state.waiting < Self.bufferSize else {
                state.isPaused = true
                return (false, nil)
            }
            state.chunks.append([UInt8](bytes))
            state.waiting += bytes.count
            return (true, nil)
        }
        reader?.resume(returning: [UInt8](bytes))
        return isTaken
    }

    /// Nothing more comes.
    package func end(_ result: Result<Void, any Error>) {
        state.withLock { state -> CheckedContinuation<[UInt8]?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = result
            return state.reader.take()
        }?.resume(with: result.map { nil as [UInt8]? })
    }
}
