import Foundation
import NIOCore

/// One event on its way to a bootstrap, with what the Runtime API's header fields say about it.
struct RuntimeInvocation: Sendable {
    /// The request's identifier: a UUID in lower case.
    let id: String
    /// The event, as it is sent.
    let event: ByteBuffer
    /// The time from handing the event over to the deadline.
    let timeout: Duration
    /// The ARN that `Lambda-Runtime-Invoked-Function-Arn` names.
    let functionARN: String
    /// JSON for `Lambda-Runtime-Client-Context`, on one line.
    let clientContext: String?
    /// `Lambda-Runtime-Trace-Id`: as X-Ray writes it, not sampled.
    let traceID: String

    init(event: ByteBuffer, timeout: Duration, functionARN: String, clientContext: String? = nil) {
        id = UUID().uuidString.lowercased()
        self.event = event
        self.timeout = timeout
        self.functionARN = functionARN
        self.clientContext = clientContext
        let seconds = UInt64(Date().timeIntervalSince1970)
        let root = "\(Self.hexadecimal(seconds, digits: 8))-\(Self.hexadecimal(.random(in: 0..<1 << 32), digits: 8))"
        traceID =
            "Root=1-\(root)\(Self.hexadecimal(.random(in: .min ... .max), digits: 16));"
            + "Parent=\(Self.hexadecimal(.random(in: 1 ... .max), digits: 16));Sampled=0"
    }

    private static func hexadecimal(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
    }
}

/// What a bootstrap sent about an event.
struct RuntimeAnswer: Sendable {
    /// What the caller of the function gets, all of it or what there is before a failure.
    var payload: ByteBuffer
    /// Why it is no result; nil when it is one.
    var failure: FunctionFailure?
    /// From handing the event over to the end of the answer.
    var duration = Duration.zero
}

extension RuntimeAnswer {
    /// No answer but a failure, which the caller gets described.
    init(_ failure: FunctionFailure) { self.init(payload: ByteBuffer(bytes: failure.json), failure: failure) }
}

/// What a bootstrap does, as its Runtime API sees it. Each is told before the bootstrap learns that it was heard.
enum RuntimeEvent: Sendable {
    /// It asked for the next event, and was not asking before.
    case asked(at: ContinuousClock.Instant)
    /// It answered the event, with a result or an error.
    case answered(RuntimeAnswer)
    /// It could not start, and said why.
    case initFailed(FunctionFailure)
    /// It has not asked for the next event at the deadline of the last one.
    case timedOut
    /// All its connections are closed, after ``RuntimeAPI/drain()``; it may never have got the event.
    case drained(isDelivered: Bool)
}
