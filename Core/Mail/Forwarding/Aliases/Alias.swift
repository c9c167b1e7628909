import Mail

/// What an alias says: where its mail goes, and how.
public struct Alias: Sendable, Equatable {
    /// How From shows the sender, who cannot stand there: DMARC would fail.
    public enum FromFormat: String, Sendable, CaseIterable {
        /// `"Jane - jane at ex.com" <alias@domain>`
        case nameAndAddress = "name_and_address"
        /// `"Jane" <alias@domain>`
        case name
        /// `"jane at ex.com" <alias@domain>`
        case addressOnly = "address_only"
        /// `alias@domain`
        case aliasOnly = "alias_only"
    }

    /// What becomes of the alias in To and Cc.
    public enum Recipients: String, Sendable, CaseIterable {
        /// The target stands in its place.
        case replace
        /// It stays.
        case keep
    }

    /// Where answers go.
    public enum ReplyTo: String, Sendable, CaseIterable {
        /// To whom the sender wanted them.
        case original
        /// To the alias, which passes them on: the sender does not see the target.
        case alias
    }

    /// What happens to mail with a bad verdict.
    public enum BadVerdict: String, Sendable, CaseIterable {
        /// It is forwarded as any other.
        case forward
        /// It is forwarded, and its headers say so.
        case mark
        /// It is kept, and the owner told.
        case quarantine
        /// It goes back to its sender, where that is no backscatter.
        case bounce
    }

    /// Where its mail goes: at least one address, none of them twice.
    public private(set) var targets: [EmailAddress]
    /// Where mail goes for a target that takes none any more. It is not followed when it is an alias itself.
    public var failover: EmailAddress?
    /// Whether it takes mail.
    public var isEnabled = true
    /// Whose mail it does not take.
    public var blockedSenders: [BlockedSender] = []
    /// Who is told what goes wrong; the first target when nil.
    public var owner: EmailAddress?
    /// How From shows the sender.
    public var from = FromFormat.nameAndAddress
    /// What becomes of the alias in To and Cc.
    public var recipients = Recipients.replace
    /// Where answers go.
    public var replyTo = ReplyTo.original
    /// What happens to spam.
    public var spam = BadVerdict.mark
    /// What happens to mail with a virus.
    public var virus = BadVerdict.quarantine
    /// What happens to mail that fails DMARC where the sender's domain wants it rejected.
    public var dmarc = BadVerdict.mark

    /// Creates an enabled alias; everything else is as by default.
    /// - Parameters:
    ///   - target: where its mail goes.
    ///   - others: where it goes too.
    public init(_ target: EmailAddress, _ others: EmailAddress...) {
        targets = [target]
        for other in others { add(other) }
    }

    /// Creates an enabled alias; nil when there are no targets. One that is there twice counts once.
    public init?(targets: [EmailAddress]) {
        guard let first = targets.first else { return nil }
        self.targets = [first]
        for other in targets.dropFirst() { add(other) }
    }

    /// Adds a target, at the end.
    /// - Returns: false when it is one already.
    @discardableResult
    public mutating func add(_ target: EmailAddress) -> Bool {
        let key = AliasKey(target)
        guard !targets.contains(where: { AliasKey($0) == key }) else { return false }
        targets.append(target)
        return true
    }

    /// Who is told what goes wrong.
    public var ownerAddress: EmailAddress { owner ?? targets[0] }

    /// Whether it does not take a sender's mail.
    public func blocks(_ sender: EmailAddress) -> Bool { blockedSenders.contains { $0.matches(sender) } }
}
