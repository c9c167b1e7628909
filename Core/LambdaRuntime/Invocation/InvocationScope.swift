/// What log lines say of the invocation they belong to.
struct InvocationScope: Sendable {
    /// The invocation of the current task.
    @TaskLocal static var current: InvocationScope?

    var requestID: String
    var traceID: String?
    var tenantID: String?
    /// Whether it is the first of this process.
    var isCold: Bool

    init(_ head: InvocationHead, isCold: Bool) {
        requestID = head.requestID
        traceID = head.traceID
        tenantID = head.tenantID
        self.isCold = isCold
    }
}
