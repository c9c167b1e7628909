/// All recipients are served, but the store could not be told that the raw mail waits for nobody. Delivering the same mail again completes it.
public struct RawMailUnsettled: Error, CustomStringConvertible {
    /// What happened to the recipients.
    public let outcomes: [RecipientOutcome]
    /// The key of the raw mail.
    public let key: String
    /// What went wrong.
    public let error: any Error

    /// What it means, and the reason.
    public var description: String {
        "all \(outcomes.count) recipients are served, but it could not be noted that the raw mail '\(key)' waits for nobody: \(error)"
    }
}
