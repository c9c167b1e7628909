import HTTP
import Logging
import Synchronization

/// One invocation, from its event to its outcome: what has been answered, and who may still answer.
final class Invocation: Sendable {
    /// The most bytes that Lambda takes as an answer.
    static let responseLimit = 6_291_556

    /// The most bytes of JSON in a trailer. Servers in Go, which Lambda's is, take no more than 4 KB of trailers in all; base64 adds a third.
    private static let trailerLimit = 2400
    private static let unfinished = RuntimeFailure(
        .noResponse, "the handler ended in the middle of its answer: it has to call 'finish' on its stream, or throw")

    /// Why a handler is cancelled.
    enum Interruption: Sendable {
        case deadline
        case termination
        /// The handler of another invocation holds its thread beyond its deadline, and the process ends.
        case stuckProcess
    }

    /// What is left to do after ``end(_:)``.
    enum Ending: Sendable {
        /// The failure is to be reported.
        case report(ErrorReport)
        /// The failure goes out behind the streamed answer; all of it is sent when the gate is open.
        case streaming(ErrorReport, isOver: Gate)
        /// Somebody else has answered, or does so now.
        case answered
    }

    private enum Answer {
        /// Nobody has answered, and the reply is still somewhere.
        case pending
        /// The reply is gone.
        case dropped
        /// What was to be sent cannot be.
        case unsendable(RuntimeFailure)
        /// It was sent, or the sending failed in a way that may not be repeated.
        case sent
        /// It is to be written piece by piece, and no piece has come yet.
        case opening(contentType: String)
        /// It is being written.
        case streaming(HTTPUploadStream, isOver: Gate)
        /// It was written whole.
        case streamed
        /// The invocation is over.
        case closed
    }

    private struct State {
        var answer = Answer.pending
        var checkpoint: String?
        var interruption: Interruption?
        var cancel: (@Sendable () -> Void)?
        var streaming: Task<Void, any Error>?
        var waiter: CheckedContinuation<Void, Never>?
        var isConcluding = false
        var isConcluded = false
        var failure: ErrorReport?
    }

    let head: InvocationHead
    let isCold: Bool
    let deadline: InvocationDeadline?
    let metrics = InvocationMetrics()
    private let responder: any InvocationResponder
    private let logger: Logger
    private let state = Mutex(State())

    init(_ head: InvocationHead, isCold: Bool, responder: any InvocationResponder, logger: Logger) {
        self.head = head
        self.isCold = isCold
        self.responder = responder
        self.logger = logger
        deadline = head.deadline.map { InvocationDeadline(milliseconds: $0) }
    }

    // MARK: - The handler's side

    /// Runs the handler and sees to the outcome.
    func run(_ handler: some InvocationHandler, _ event: [UInt8]) async {
        await InvocationScope.$current.withValue(InvocationScope(head, isCold: isCold)) {
            await TraceContext.$current.withValue(head.traceID) {
                var failure: (any Error)?
                do {
                    try await RequestDeadline.$current.withValue(deadline?.cancelAt) {
                        try await handler.handle(event, reply: Reply(self), context: InvocationContext(self, logger: logger))
                    }
                    await replySettled()
                } catch {
                    failure = error
                }
                await conclude(failure)
            }
        }
    }

    func note(_ checkpoint: String) {
        // It stands in an error that has to be sent in no time.
        let name = checkpoint.utf8.count > 1000 ? String(checkpoint.unicodeScalars.prefix(1000)) + "…" : checkpoint
        state.withLock { $0.checkpoint = name }
    }

    /// Sends the answer.
    func answer(_ body: [UInt8]) async throws {
        guard body.count <= Self.responseLimit else {
            let failure = RuntimeFailure(
                .responseSizeTooLarge,
                "the answer has \(body.count) bytes, and Lambda takes \(Self.responseLimit) at most: answer with less, or stream")
            try take { .unsendable(failure) }
            throw failure
        }
        try take { .sent }
        responder.willAnswer()
        try await responder.respond(body)
    }

    /// Begins an answer that is written piece by piece.
    func open(contentType: String) throws {
        try take { .opening(contentType: contentType) }
    }

    /// Where the pieces go. The answer begins with the first: a handler that fails before it fails as any other.
    func stream() throws -> HTTPUploadStream {
        try state.withLock { state in
            switch state.answer {
            case .streaming(let stream, _): return stream
            case .opening(let contentType):
                let stream = HTTPUploadStream()
                let isOver = Gate()
                state.answer = .streaming(stream, isOver: isOver)
                responder.willAnswer()
                state.streaming = Task { [responder] in
                    defer { isOver.open() }
                    try await responder.respond(stream: stream, contentType: contentType)
                }
                return stream
            default: throw RuntimeFailure(.invocationEnded, "the invocation \(head.requestID) is over: its answer comes too late")
            }
        }
    }

    /// Ends the streamed answer, and waits until it was taken.
    func finishStream() async throws {
        _ = try stream()
        let (stream, task) = state.withLock { state -> (HTTPUploadStream?, Task<Void, any Error>?) in
            guard case .streaming(let stream, _) = state.answer else { return (nil, nil) }
            state.answer = .streamed
            return (stream, state.streaming)
        }
        stream?.finish()
        try await task?.value
    }

    /// Nobody holds the reply any more.
    func dropReply() {
        state.withLock { state in
            if case .pending = state.answer { state.answer = .dropped }
            return state.waiter.take()
        }?.resume()
    }

    private func take(_ answer: () -> Answer) throws {
        let waiter = try state.withLock { state in
            guard case .pending = state.answer else {
                throw RuntimeFailure(.invocationEnded, "the invocation \(head.requestID) is over: its answer comes too late")
            }
            state.answer = answer()
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Waits where the handler has returned and something it started still holds the reply.
    private func replySettled() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isSettled = state.withLock { state in
                    guard case .pending = state.answer, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isSettled { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }

    // MARK: - The loop's side

    /// Whether nothing is left to do.
    var isConcluded: Bool { state.withLock { $0.isConcluded } }
    /// Whether nobody waits for the handler any more: what is left is the runtime's.
    var isConcluding: Bool {
        get { state.withLock { $0.isConcluding } }
        set { state.withLock { $0.isConcluding = newValue } }
    }
    /// What was reported instead of an answer, or besides one.
    var failure: ErrorReport? { state.withLock { $0.failure } }

    func onCancel(_ cancel: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.cancel = cancel
            return state.interruption != nil
        }
        if isLate { cancel() }
    }

    /// Cancels the handler.
    func interrupt(_ interruption: Interruption) {
        state.withLock { state -> (@Sendable () -> Void)? in
            if state.interruption == nil { state.interruption = interruption }
            return state.cancel
        }?()
    }

    /// What the interrupted handler's failure is reported as.
    var interruptionReport: ErrorReport { ErrorReport(interruptionFailure(nil)) }

    /// Ends an invocation whose handler does not: what it still does comes to nothing.
    func abandon() async {
        await close(with: interruptionFailure(nil))
    }

    /// Fails an invocation whose handler was not begun.
    func refuse(_ failure: RuntimeFailure) async {
        await InvocationScope.$current.withValue(InvocationScope(head, isCold: isCold)) { await close(with: failure) }
    }

    /// Closes the invocation for everybody else, at the end of the process: its loop may be busy. The handler is not cancelled yet, and nothing is
    /// logged: ``logEnd(_:)`` does that when there is time.
    func end(_ interruption: Interruption) -> Ending {
        let before = state.withLock { state in
            if state.interruption == nil { state.interruption = interruption }
            let answer = state.answer
            switch answer {
            case .pending, .dropped, .unsendable, .opening, .streaming: state.answer = .closed
            case .sent, .streamed, .closed: break
            }
            return answer
        }
        let report = ErrorReport(interruptionFailure(nil))
        switch before {
        case .sent, .streamed, .closed: return .answered
        case .pending, .dropped, .unsendable, .opening:
            responder.willAnswer()
            return .report(report)
        case .streaming(let stream, let isOver):
            stream.finish(trailers: Self.trailers(report))
            return .streaming(report, isOver: isOver)
        }
    }

    private func conclude(_ error: (any Error)?) async {
        isConcluding = true
        if let error {
            await close(with: state.withLock { $0.interruption } != nil ? interruptionFailure(error) : error)
        } else {
            await close(with: nil)
        }
        state.withLock { $0.isConcluded = true }
    }

    /// Reports what is left to report.
    private func close(with error: (any Error)?) async {
        let (answer, streaming) = state.withLock { state in
            let answer = state.answer
            if case .streamed = answer {} else if case .sent = answer {} else { state.answer = .closed }
            return (answer, state.streaming)
        }
        switch answer {
        case .pending where error == nil: await fail(interruptionFailure(nil))
        case .pending: await fail(error ?? CancellationError())
        case .dropped:
            await fail(
                error
                    ?? RuntimeFailure(
                        .noResponse, "the handler ended without an answer: it has to call 'send' or 'stream' on its reply, or throw"))
        case .unsendable(let failure): await fail(error ?? failure)
        case .opening: await fail(error ?? Self.unfinished)
        case .sent, .streamed:
            if let error { note(ErrorReport(error), "the handler failed after its answer") }
        case .streaming(let stream, _):
            let error = error ?? Self.unfinished
            let message: Logger.Message = "the handler failed in the middle of its answer"
            // There may be no time to wait.
            if state.withLock({ $0.interruption }) != nil { note(ErrorReport(error), message) }
            stream.finish(trailers: Self.trailers(ErrorReport(error)))
            let outcome = await Self.outcome(of: streaming, error)
            if failure == nil { note(ErrorReport(outcome), message) }
        case .closed:
            // Nobody takes the end of the answer, until time is up.
            if let error, failure == nil { note(ErrorReport(error), "the handler failed in the middle of its answer") }
        }
    }

    private static func trailers(_ report: ErrorReport) -> [(String, String)] {
        [
            ("Lambda-Runtime-Function-Error-Type", report.type.description),
            ("Lambda-Runtime-Function-Error-Body", Base64Text.encode(report.json(atMost: trailerLimit))),
        ]
    }

    /// The handler's error; when the answer was refused, that, since it is why the handler could not write on.
    private static func outcome(of streaming: Task<Void, any Error>?, _ error: any Error) async -> any Error {
        do {
            try await streaming?.value
            return error
        } catch let refusal as RuntimeFailure {
            return RuntimeFailure(refusal.errorType, refusal.description, cause: error)
        } catch {
            return error
        }
    }

    private func fail(_ error: any Error) async {
        let report = ErrorReport(error)
        note(report, "the handler failed")
        responder.willAnswer()
        await responder.report(report)
    }

    /// Logs the failure of an invocation that was ended from outside.
    func logEnd(_ report: ErrorReport) {
        InvocationScope.$current.withValue(InvocationScope(head, isCold: isCold)) {
            note(report, "the process ends while the handler works")
        }
    }

    private func note(_ report: ErrorReport, _ message: Logger.Message) {
        state.withLock { $0.failure = report }
        var metadata: Logger.Metadata = ["errorType": "\(report.type)", "errorMessage": "\(report.message)"]
        if report.chain.count > 1 { metadata["cause"] = .array(report.chain.dropFirst().map { "\($0.type): \($0.message)" }) }
        logger.error(message, metadata: metadata)
    }

    private func interruptionFailure(_ cause: (any Error)?) -> RuntimeFailure {
        let (interruption, checkpoint) = state.withLock { ($0.interruption, $0.checkpoint) }
        let place = checkpoint.map { "; last checkpoint: \($0)" } ?? "; no checkpoint was set"
        let cause = cause is CancellationError ? nil : cause
        switch interruption {
        case .termination:
            return RuntimeFailure(.terminated, "Lambda ends the process while the handler still works\(place)", cause: cause)
        case .stuckProcess:
            return RuntimeFailure(
                .terminated, "the process ends: the handler of another invocation blocks its thread beyond its deadline\(place)",
                cause: cause)
        case .deadline, nil:
            let margin = deadline.map { $0.margin / .milliseconds(1) } ?? 0
            return RuntimeFailure(
                .deadlineExceeded, "the handler was not done \(Int(margin)) ms before the deadline, and was cancelled\(place)", cause: cause
            )
        }
    }
}
