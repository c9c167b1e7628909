import Mail

/// What is known of a target from the mail that came back.
public struct TargetState: Sendable, Equatable {
    /// How many mails have bounced for good since the last one that was delivered.
    public var bounces: Int
    /// Since when nothing is sent to it; nil when mail goes there.
    public var disabledAt: Timestamp?

    /// Describes what is known.
    public init(bounces: Int, disabledAt: Timestamp?) {
        self.bounces = bounces
        self.disabledAt = disabledAt
    }
}

/// Remembers which targets take no mail any more. An alias's owner brings one back with `postroom aliases enable-target`.
public protocol TargetStates: Sendable {
    /// Those of some targets to which nothing is sent.
    func disabled(_ targets: [EmailAddress]) async throws -> Set<AliasKey>

    /// A mail to a target came back for good, or a complaint. The same mail counts once.
    /// - Parameters:
    ///   - mail: SES's id of what was sent.
    ///   - limit: how many bounces in a row disable it.
    /// - Returns: what is known now, and whether this mail has disabled it. That is said again when the mail is told again: whoever is to tell the
    ///   owner may not have come to it.
    func bounced(_ target: EmailAddress, mail: String, limit: Int, now: Timestamp) async throws -> (state: TargetState, isDisabledNow: Bool)

    /// A mail to a target arrived: what came back before does not count. One that is disabled stays so.
    func delivered(_ target: EmailAddress) async throws

    /// Mail goes to a target again.
    func enable(_ target: EmailAddress) async throws
}
