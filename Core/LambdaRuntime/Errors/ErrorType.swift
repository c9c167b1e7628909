/// The stable name of a kind of failure: `Function.<Case>` for the handler's, `Runtime.<Case>` for the runtime's.
///
/// Lambda keeps a name only when it looks like this, and shows `Runtime.Unknown` for all others. The same name stands in the header, the body,
/// the log line and the metric.
public struct ErrorType: Sendable, Hashable, CustomStringConvertible {
    /// The name, such as `Function.DeadlineExceeded`.
    public let description: String

    /// A name; nil unless it is `Function.` or `Runtime.`, an upper-case letter, and at least one more letter, all of ASCII.
    public init?(_ name: String) {
        guard let dot = name.firstIndex(of: "."), ["Function", "Runtime"].contains(name[..<dot]) else { return nil }
        let rest = name[name.index(after: dot)...].utf8
        guard rest.count >= 2, let first = rest.first, Self.isUpper(first), rest.allSatisfy({ Self.isUpper($0) || Self.isLower($0) })
        else { return nil }
        description = name
    }

    private init(trusted name: String) { description = name }

    /// The name of a Swift error's type: `Function.` and the letters of the type's name.
    public init(of error: any Error) {
        if let error = error as? any ReportableError {
            self = error.errorType
        } else if error is CancellationError {
            self = .cancelled
        } else {
            self.init(named: String(describing: type(of: error)))
        }
    }

    /// `Function.` and the letters of a name, the first in upper case; other characters are left out.
    public init(named name: String) {
        var letters = name.utf8.filter { Self.isUpper($0) || Self.isLower($0) }
        if let first = letters.first, Self.isLower(first) { letters[0] = first & 0xDF }
        self = letters.count >= 2 ? ErrorType(trusted: "Function." + String(decoding: letters, as: UTF8.self)) : .unhandled
    }

    private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}

extension ErrorType {
    /// An error whose type has no name that could be shown.
    public static let unhandled = ErrorType(trusted: "Function.UnhandledError")
    /// The handler's task was cancelled, and not by the deadline.
    public static let cancelled = ErrorType(trusted: "Function.Cancelled")
    /// The deadline came before the answer.
    public static let deadlineExceeded = ErrorType(trusted: "Function.DeadlineExceeded")
    /// The handler ended without an answer.
    public static let noResponse = ErrorType(trusted: "Function.NoResponse")
    /// The answer is larger than Lambda takes.
    public static let responseSizeTooLarge = ErrorType(trusted: "Function.ResponseSizeTooLarge")
    /// The answer cannot be encoded.
    public static let invalidResponse = ErrorType(trusted: "Function.InvalidResponse")
    /// The event is not what the handler takes.
    public static let invalidEvent = ErrorType(trusted: "Function.InvalidEvent")
    /// The client context is not the JSON that Lambda documents.
    public static let invalidClientContext = ErrorType(trusted: "Function.InvalidClientContext")
    /// The Cognito identity is not the JSON that Lambda documents.
    public static let invalidCognitoIdentity = ErrorType(trusted: "Function.InvalidCognitoIdentity")
    /// Every record of a batch failed.
    public static let batchFailed = ErrorType(trusted: "Function.BatchFailed")
    /// The answer was given already, or the invocation is over.
    public static let invocationEnded = ErrorType(trusted: "Function.InvocationEnded")
    /// The process has to end while the handler still works.
    public static let terminated = ErrorType(trusted: "Runtime.Terminated")
    /// The system has too few threads for the runtime.
    public static let outOfThreads = ErrorType(trusted: "Runtime.OutOfThreads")
    /// The event is larger than the runtime takes.
    public static let eventSizeTooLarge = ErrorType(trusted: "Runtime.EventSizeTooLarge")
    /// The Runtime API did not take the answer.
    public static let responseRefused = ErrorType(trusted: "Runtime.ResponseRefused")
}
