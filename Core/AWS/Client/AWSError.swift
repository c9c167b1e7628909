/// A call that did not succeed.
public struct AWSError: Error, Sendable, CustomStringConvertible {
    /// What is known of what the service did.
    public enum Outcome: Sendable, Equatable {
        /// The service refused every attempt that reached it: nothing happened.
        case refused
        /// The request never reached it: nothing happened.
        case notSent
        /// Nobody knows: the answer to some attempt is lost, or is no answer. Where it matters, a ledger has to decide.
        case unknown
    }

    /// The service's name, such as `DynamoDB`.
    public var service: String
    /// The operation, such as `TransactWriteItems`.
    public var operation: String
    /// The service's code, such as `NoSuchKey`; `Status503` where it gave none, and `NoAnswer`, `NotSent` or `UnreadableAnswer` where it said nothing.
    public var code: String
    /// The service's message, or what went wrong.
    public var message: String
    /// The status of the response, where there was one.
    public var status: Int?
    /// What AWS support asks for.
    public var requestID: String?
    /// Whether the same call may succeed later.
    public var isRetryable: Bool
    /// What is known of what happened.
    public var outcome: Outcome
    /// Why a transaction was cancelled, for each of its parts.
    public var cancellationReasons: [CancellationReason] = []
    /// The item as it is, where the condition of a single write does not hold and there is one.
    public var item: [String: AttributeValue]?
    /// How often it was tried.
    public var attempts = 1

    /// Whether nobody knows what the service did, of a call that must not be made twice.
    public var isOutcomeUnknown: Bool { outcome == .unknown && !mayBeRepeated }
    /// Whether doing it twice does no more than doing it once.
    var mayBeRepeated = false

    /// What a transaction says of one of its parts.
    public struct CancellationReason: Sendable, Equatable {
        /// `None`, `ConditionalCheckFailed`, `TransactionConflict`, `ThrottlingError` …
        public var code: String
        /// The item as it is, where the part asked for it.
        public var item: [String: AttributeValue]?

        /// Describes a reason.
        public init(code: String, item: [String: AttributeValue]? = nil) {
            self.code = code
            self.item = item
        }
    }

    /// Service, operation, code, message, and the request's id.
    public var description: String {
        var text = "\(service) \(operation): \(code)"
        if !message.isEmpty { text += ": \(message)" }
        var details: [String] = []
        if let status { details.append("status \(status)") }
        if let requestID { details.append("request \(requestID)") }
        if attempts > 1 { details.append("\(attempts) attempts") }
        if isOutcomeUnknown { details.append("it is not known whether it was done") }
        return details.isEmpty ? text : "\(text) (\(details.joined(separator: ", ")))"
    }
}
