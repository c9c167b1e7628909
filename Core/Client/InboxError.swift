import FoundationEssentials
import HTTP

/// Why a call of the inbox failed.
public enum InboxError: Error, Sendable, CustomStringConvertible {
    /// The server answered that it will not, or cannot.
    case refused(Problem)
    /// Nobody answers, or the connection broke.
    case unreachable(server: String, reason: String)
    /// An answer that is not one of Postroom.
    case unreadable(String)
    /// What was waited for did not come.
    case timedOut(Timeout)

    /// The server's answer to a call that failed (RFC 9457).
    public struct Problem: Sendable, Equatable {
        /// What is wrong with one field of a call.
        public struct Fault: Sendable, Equatable, Decodable {
            /// The name of the field.
            public var field: String
            /// What is wrong with it.
            public var detail: String
            /// What to do about it.
            public var hint: String
        }

        /// The HTTP status.
        public var status: Int
        /// A stable name for programs, such as `mailbox_not_found`; `http_502` where something before the server answered.
        public var code: String
        /// What was wrong.
        public var detail: String
        /// What to do about it; empty where nobody said.
        public var hint: String
        /// Every field that is wrong.
        public var faults: [Fault]
        /// How long the server wants to be left alone; nil where it did not say.
        public var retryAfter: Duration?

        /// Creates a problem, as a test may need one.
        public init(status: Int, code: String, detail: String, hint: String, faults: [Fault] = [], retryAfter: Duration? = nil) {
            self.status = status
            self.code = code
            self.detail = detail
            self.hint = hint
            self.faults = faults
            self.retryAfter = retryAfter
        }
    }

    /// What was waited for did not come.
    public struct Timeout: Sendable {
        /// How long was waited.
        public var waited: Duration
        /// Messages that were waited for and did come, where more than one was.
        public var found: [Inbox.Message]
        /// Messages that came and were not the one, with the criteria that they do not meet; the latest ones.
        public var nearMisses: [Inbox.NearMiss]
        /// Behind everything that was looked at.
        public var cursor: Inbox.Cursor
    }

    /// What happened, and what to do about it.
    public var description: String {
        switch self {
        case .refused(let problem): problem.hint.isEmpty ? problem.detail : "\(problem.detail) \(problem.hint)"
        case .unreachable(let server, let reason): "no Postroom answers at \(server): \(reason)"
        case .unreadable(let what): what
        case .timedOut(let timeout): timeout.description
        }
    }
}

extension InboxError.Problem {
    private struct Body: Decodable {
        var code: String?
        var detail: String?
        var hint: String?
        var errors: [Fault]?
    }

    init(_ response: HTTPResponse) {
        let body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
        status = response.status
        code = body?.code ?? "http_\(response.status)"
        detail = body?.detail ?? "The server answered with status \(response.status)."
        hint = body?.hint ?? ""
        faults = body?.errors ?? []
        retryAfter = response.fields["Retry-After"].flatMap { Int($0) }.map { .seconds(max(0, $0)) }
    }
}

extension InboxError.Timeout: CustomStringConvertible {
    /// What came instead.
    public var description: String {
        let seconds = "\(waited.components.seconds) s"
        var text = found.isEmpty ? "no message like that came in \(seconds)" : "only \(found.count) of the messages came in \(seconds)"
        guard !nearMisses.isEmpty else { return text }
        text += "; others did: "
        text += nearMisses.suffix(3).map { miss in
            let subject = miss.message.subject.map { "'\($0.prefix(60))'" } ?? miss.message.id
            return "\(subject) does not meet \(miss.unmet.joined(separator: ", "))"
        }.joined(separator: "; ")
        return text
    }
}
