import HTTP

/// What Lambda says about an invocation besides its event: the header fields of `/next`.
public struct InvocationHead: Sendable, Equatable {
    /// The id of the request.
    public var requestID: String
    /// When the function has to be done, in milliseconds since 1970; nil when Lambda did not say.
    public var deadline: Int64?
    /// The ARN, version or alias that was invoked.
    public var functionARN: String?
    /// The X-Ray trace header.
    public var traceID: String?
    /// The tenant that the invocation is for, where the function isolates tenants.
    public var tenantID: String?
    /// The client context of a mobile application, as JSON that nobody has checked.
    public var clientContext: String?
    /// The Cognito identity of a mobile application, as JSON that nobody has checked.
    public var cognitoIdentity: String?

    /// Describes an invocation.
    public init(requestID: String, deadline: Int64? = nil, functionARN: String? = nil, traceID: String? = nil, tenantID: String? = nil) {
        self.requestID = requestID
        self.deadline = deadline
        self.functionARN = functionARN
        self.traceID = traceID
        self.tenantID = tenantID
    }

    /// Reads the fields of `/next`; nil when there is no request id that a path can hold, without which nothing can be answered. Everything
    /// else may be missing or nonsense.
    public init?(fields: HTTPFields) {
        guard let id = fields["Lambda-Runtime-Aws-Request-Id"], Self.isIdentifier(id) else { return nil }
        func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        requestID = id
        deadline = text("Lambda-Runtime-Deadline-Ms").flatMap { Int64($0) }.flatMap { $0 > 0 && $0 < 1 << 50 ? $0 : nil }
        functionARN = text("Lambda-Runtime-Invoked-Function-Arn")
        traceID = text("Lambda-Runtime-Trace-Id")
        tenantID = text("Lambda-Runtime-Aws-Tenant-Id")
        clientContext = text("Lambda-Runtime-Client-Context")
        cognitoIdentity = text("Lambda-Runtime-Cognito-Identity")
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
                default: false
                }
            }
    }
}
