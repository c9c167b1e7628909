import Synchronization

/// A request body that a task writes piece by piece.
///
/// ``write(_:)`` waits while the connection is slower than the task, so that memory stays bounded.
public final class HTTPUploadStream: Sendable {
    /// How many bytes may wait before ``write(_:)`` does.
    package static let bufferSize = 64 << 10

    private struct State {
        var chunks: [[UInt8]] = []
        var offset = 0
        var waiting = 0
        var isFinished = false
        var trailers: [(String, String)] = []
        /// Why nothing can be written any more.
        var ended: HTTPError?
        var writer: CheckedContinuation<Void, any Error>?
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// A stream without bytes so far.
    public init() {}

    /// Sends bytes, and returns as soon as the next ones are welcome. To be called by one task at a time.
    /// - Throws: the transfer's ``HTTPError`` when it has ended, `CancellationError`.
    public func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        try Task.checkCancellation()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let (wake, result): ((@Sendable () -> Void)?, Result<Void, any Error>?) = state.withLock { state in
                    if let ended = state.ended { return (nil, .failure(ended)) }
                    if state.isFinished { return (nil, .failure(HTTPError(.invalidRequest, "the body is finished"))) }
                    state.chunks.append(bytes)
                    state.waiting += bytes.count
                    if state.waiting < Self.bufferSize { return (state.wake, .success(())) }
                    if Task.isCancelled { return (state.wake, .failure(CancellationError())) }
                    state.writer = continuation
                    return (state.wake, nil)
                }
                wake?()
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.writer.take() }?.resume(throwing: CancellationError())
        }
    }

    /// Ends the body. Trailers are only sent when the request's `Trailer` field announces them.
    public func finish(trailers: [(String, String)] = []) {
        state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isFinished else { return nil }
            state.isFinished = true
            state.trailers = trailers
            return state.wake
        }?()
    }

    // MARK: - The transport's side

    /// Tells whom to wake when bytes or the end arrive.
    package func attach(wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }

    /// The next bytes: how many, 0 at the end, nil when there are none yet.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let (count, writer): (Int?, CheckedContinuation<Void, any Error>?) = state.withLock { state in
            var count = 0
            while count < buffer.count, let chunk = state.chunks.first {
                let taken = min(buffer.count - count, chunk.count - state.offset)
                chunk.withUnsafeBytes { bytes in
                    let part = UnsafeRawBufferPointer(rebasing: bytes[state.offset..<state.offset + taken])
                    UnsafeMutableRawBufferPointer(rebasing: buffer[count..<count + taken]).copyMemory(from: part)
                }
                count += taken
                state.offset += taken
                if state.offset == chunk.count {
                    state.chunks.removeFirst()
                    state.offset = 0
                }
            }
            state.waiting -= count
            if count == 0, !state.isFinished { return (nil, nil) }
            return (count, state.waiting < Self.bufferSize ? state.writer.take() : nil)
        }
        writer?.resume()
        return count
    }

    /// The fields behind the body.
    var trailers: [(String, String)] { state.withLock { $0.trailers } }

    /// The transfer is over; nobody reads any more.
    package func end(_ error: HTTPError?) {
        state.withLock { state in
            state.ended = error ?? HTTPError(.connectionLost, "the response came before the request ended", wroteRequest: true)
            state.wake = nil
            state.chunks = []
            return state.writer.take()
        }?.resume(throwing: error ?? HTTPError(.connectionLost, "the response came before the request ended", wroteRequest: true))
    }
}
