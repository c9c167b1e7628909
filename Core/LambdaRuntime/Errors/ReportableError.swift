/// An error that says itself how it is reported. Errors of other types are reported under the name of their type.
public protocol ReportableError: Error {
    /// The stable name.
    var errorType: ErrorType { get }
    /// What led to it, if something else failed first.
    var cause: (any Error)? { get }
}

extension ReportableError {
    /// `Function.` and the name of the type.
    public var errorType: ErrorType { ErrorType(named: String(describing: Self.self)) }
    /// Nothing.
    public var cause: (any Error)? { nil }
}

/// A failure that the runtime itself found.
public struct RuntimeFailure: ReportableError, CustomStringConvertible {
    /// The stable name.
    public let errorType: ErrorType
    /// What happened, and what to do.
    public let description: String
    /// What led to it.
    public let cause: (any Error)?

    /// Describes a failure.
    public init(_ errorType: ErrorType, _ description: String, cause: (any Error)? = nil) {
        self.errorType = errorType
        self.description = description
        self.cause = cause
    }
}
