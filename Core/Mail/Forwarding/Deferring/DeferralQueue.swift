import Mail

/// A queue for mail that is to be forwarded later.
public protocol DeferralQueue: Sendable {
    /// Puts a mail into the queue. It may come out before its time: whoever gets it puts it back.
    func put(_ mail: DeferredMail, now: Timestamp) async throws

    /// Puts a mail aside that was given up, for a person to look at and to give back.
    func give(up mail: DeferredMail) async throws
}
