/// What came of waiting.
public struct WaitOutcome: Sendable {
    /// A message that came and was not the one.
    public struct NearMiss: Sendable {
        /// The message.
        public var message: StoredMessage
        /// The names of the criteria that it does not meet.
        public var unmet: [String]
    }

    /// The messages that meet the criteria, in commit order.
    public var messages: [StoredMessage]
    /// Whether the time was up before there were enough.
    public var hasTimedOut: Bool
    /// The `seq` behind which the next wait goes on: that of the last message that was returned, or of the last one seen where the time was up.
    public var cursor: Int
    /// Messages behind the cursor of the request that were looked at.
    public var seen: Int
    /// Those that were not the one, the latest ones.
    public var nearMisses: [NearMiss]
    /// How long it took.
    public var waited: Duration
}
