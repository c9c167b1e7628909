/// A request, and how it may be sent.
public struct HTTPRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// The absolute URL, percent-encoded; its path is sent as it stands here.
    public var url: String
    /// The header fields. Host and Content-Length are set by the transport.
    public var fields: HTTPFields
    /// The body.
    public var body: HTTPRequestBody
    /// Whether `http:` is allowed: only for an endpoint that somebody configured, never for one made up by rules.
    public var allowsPlainHTTP: Bool
    /// Whether sending the request twice does no more than sending it once. One that is not idempotent is never sent again after a byte of it
    /// was written, not even when a kept connection turns out to be dead.
    public var isIdempotent: Bool
    /// How long to wait.
    public var timeouts: HTTPTimeouts
    /// The most bytes of response body to take; more is ``HTTPError/Code/responseTooLarge``.
    public var responseLimit: Int
    /// Whether the trace of the invocation that this belongs to is told to the server (`X-Amzn-Trace-Id`). For calls to AWS.
    public var sendsTrace: Bool
    /// Whether the usual environment variables (`https_proxy`, `no_proxy` …) are followed.
    public var usesProxy: Bool

    /// Describes a request; GET and HEAD, PUT and DELETE are idempotent unless said otherwise.
    public init(
        _ method: HTTPMethod, _ url: String, fields: HTTPFields = [:], body: HTTPRequestBody = .none, allowsPlainHTTP: Bool = false,
        isIdempotent: Bool? = nil, timeouts: HTTPTimeouts = HTTPTimeouts(), responseLimit: Int = 8 << 20, sendsTrace: Bool = false,
        usesProxy: Bool = true
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.allowsPlainHTTP = allowsPlainHTTP
        self.isIdempotent = isIdempotent ?? (method != .post && method != .patch)
        self.timeouts = timeouts
        self.responseLimit = responseLimit
        self.sendsTrace = sendsTrace
        self.usesProxy = usesProxy
    }
}

extension HTTPRequest {
    /// Host and port of the URL, for messages: path and query may be secret, and what stands before an at sign is a password.
    var host: String {
        var rest = Substring(url)
        if let slashes = rest.firstIndex(of: "/"), rest[slashes...].hasPrefix("//") { rest = rest[slashes...].dropFirst(2) }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let start = authority.lastIndex(of: "@").map { authority.index(after: $0) } ?? authority.startIndex
        return String(authority[start...])
    }
}

/// How long a request may take; nil waits for ever.
public struct HTTPTimeouts: Sendable, Equatable {
    /// Until the connection stands, TLS included.
    public var connect: Duration?
    /// Without a byte in either direction, in whole seconds. curl looks at the speed of the last 5 s: silence may last so much longer, and
    /// less than 3 s may end a response that is only slow.
    public var idle: Duration?
    /// From start to end, such as what is left of an invocation.
    public var total: Duration?

    /// Describes timeouts.
    public init(connect: Duration? = .seconds(5), idle: Duration? = .seconds(30), total: Duration? = nil) {
        self.connect = connect
        self.idle = idle
        self.total = total
    }
}
