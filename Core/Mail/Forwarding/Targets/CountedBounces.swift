import Mail

/// How bounces of a target are counted, wherever the count is kept.
package struct CountedBounces: Sendable, Equatable {
    /// How many mails are remembered as counted, the last ones: what says the same again comes within minutes.
    package static let remembered = 20

    /// What is known.
    package var state: TargetState
    /// SES's ids of the mails that were counted, the last ones, the latest at the end.
    package var mails: [String]
    /// The mail that disabled it.
    package var disabledBy: String?

    /// Describes what is known; nothing by default.
    package init(_ state: TargetState = TargetState(bounces: 0, disabledAt: nil), mails: [String] = [], disabledBy: String? = nil) {
        self.state = state
        self.mails = mails
        self.disabledBy = disabledBy
    }

    /// Counts a mail that came back; false when it was counted before, and nothing changes.
    package mutating func count(_ mail: String, limit: Int, now: Timestamp) -> Bool {
        guard !mails.contains(mail) else { return false }
        mails = mails.suffix(Self.remembered - 1) + [mail]
        state.bounces += 1
        if state.bounces >= limit, state.disabledAt == nil {
            state.disabledAt = now
            disabledBy = mail
        }
        return true
    }

    /// Mail goes there again.
    package mutating func enable() {
        state = TargetState(bounces: 0, disabledAt: nil)
        disabledBy = nil
    }
}
