/// Some recipients could not be served because storage or publishing failed. Delivering the same mail again completes it.
public struct DeliveryIncomplete: Error, CustomStringConvertible {
    /// What happened to the recipients that were served.
    public let outcomes: [RecipientOutcome]
    /// What went wrong, by recipient.
    public let failures: [(recipient: String, error: any Error)]

    /// How many failed, and the first reason.
    public var description: String {
        let reason = failures.first.map { "\($0.error)" } ?? "unknown"
        return "\(failures.count) of \(failures.count + outcomes.count) recipients could not be served, the others are done: \(reason)"
    }
}
