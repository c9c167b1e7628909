/// Why there is no response.
public struct HTTPError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable {
        /// The request cannot be sent as it is; nothing was sent.
        case invalidRequest
        /// The name does not resolve, or nobody answers there.
        case cannotConnect
        /// The server could not prove who it is, or offers nothing as safe as TLS 1.2.
        case untrusted
        /// A timeout of ``HTTPTimeouts`` passed.
        case timedOut
        /// The connection ended before the response did.
        case connectionLost
        /// What came is not HTTP/1.1.
        case malformedResponse
        /// The body is larger than ``HTTPRequest/responseLimit``.
        case responseTooLarge
        /// The source of the request body failed.
        case requestBodyFailed
        /// Anything else, such as no memory.
        case other
    }

    /// The kind of failure.
    public var code: Code
    /// What happened, with the host but without path and query, which may be secret.
    public var description: String
    /// Whether bytes of the request were written: false means that the server cannot have acted on it.
    public var wroteRequest: Bool
    /// The status and fields, when the response had begun.
    public var head: HTTPResponseHead?
    /// What the source of the request body threw.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(
        _ code: Code, _ description: String, wroteRequest: Bool = false, head: HTTPResponseHead? = nil, underlying: (any Error)? = nil
    ) {
        self.code = code
        self.description = description
        self.wroteRequest = wroteRequest
        self.head = head
        self.underlying = underlying
    }
}
