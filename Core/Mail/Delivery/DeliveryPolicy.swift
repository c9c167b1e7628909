/// How deliveries are decided where the mail itself does not.
public struct DeliveryPolicy: Sendable {
    /// Whose recipients are served.
    public enum Domains: Sendable, Equatable {
        /// Those of any domain.
        case any
        /// Those of the domains in the set, which are in lower case.
        case only(Set<String>)

        /// Whether a domain is served.
        public func contains(_ domain: String) -> Bool {
            switch self {
            case .any: true
            case .only(let domains): domains.contains(domain)
            }
        }
    }

    /// What happens to mail for an address that no open mailbox has.
    public enum UnknownMailbox: Sendable, Equatable {
        /// It is refused.
        case refuse
        /// A mailbox on this plan is made for it, owned by this account.
        case create(plan: String, owner: String)
    }

    /// What happens to mail with a bad verdict.
    public enum BadVerdict: Sendable {
        /// It is stored; its verdicts say what was found.
        case storeAndFlag
        /// It is refused.
        case refuse
    }

    /// Whose recipients are served.
    public var domains: Domains
    /// What happens to mail for unknown addresses.
    public var unknownMailbox: UnknownMailbox
    /// What happens to spam.
    public var spam: BadVerdict
    /// What happens to mail with a virus.
    public var virus: BadVerdict

    /// Creates a policy; by default bad mail is stored and flagged, unknown addresses are refused.
    public init(
        domains: Domains, unknownMailbox: UnknownMailbox = .refuse, spam: BadVerdict = .storeAndFlag, virus: BadVerdict = .storeAndFlag
    ) {
        self.domains = domains
        self.unknownMailbox = unknownMailbox
        self.spam = spam
        self.virus = virus
    }
}
