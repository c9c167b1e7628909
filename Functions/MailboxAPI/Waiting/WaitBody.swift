import Mail

/// What came of waiting, as the API shows it.
struct WaitBody: Encodable {
    /// A message that came and was not the one.
    struct NearMiss: Encodable {
        var message: VisibleMessage
        /// The parameters that it does not meet.
        var unmet: [String]
    }

    /// The one that was waited for, the last one of several; null where nothing came.
    @OrNull var message: VisibleMessage?
    /// All that were waited for.
    var messages: [VisibleMessage]
    /// The code in it.
    @OrNull var otp: String?
    /// The link in it.
    @OrNull var link: String?
    /// Give it as `after` to wait for the next one.
    var cursor: Cursor
    var waitedMS: Int
    var timedOut: Bool
    /// Only for `absent`: whether nothing came.
    var absent: Bool?
    /// Messages that were looked at.
    var seen: Int
    var nearMisses: [NearMiss]

    enum CodingKeys: String, CodingKey {
        case message, messages, otp, link, cursor, absent, seen
        case waitedMS = "waited_ms"
        case timedOut = "timed_out"
        case nearMisses = "near_misses"
    }

    init(_ outcome: WaitOutcome, isAbsence: Bool, caller: Caller, link: String?) {
        let last = outcome.messages.last
        messages = outcome.messages.map { VisibleMessage($0, to: caller) }
        message = messages.last
        otp = last?.summary.extract?.otp
        self.link = link
        cursor = Cursor(outcome.cursor)
        let (seconds, attoseconds) = outcome.waited.components
        waitedMS = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        // That nothing came is what was waited for.
        timedOut = outcome.hasTimedOut && !isAbsence
        absent = isAbsence ? outcome.messages.isEmpty : nil
        seen = outcome.seen
        nearMisses = outcome.nearMisses.map { NearMiss(message: VisibleMessage($0.message, to: caller), unmet: $0.unmet) }
    }
}
