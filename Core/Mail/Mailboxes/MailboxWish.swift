import Crypto

/// What somebody who makes a mailbox asks for.
public struct MailboxWish: Sendable {
    /// How long it is to live, cut to what the plan allows; nil is the plan's default.
    public var ttlMinutes: Int?
    /// Its local part; nil for a friendly one.
    public var localPart: String?
    /// Its domain; nil for the first one of the installation.
    public var domain: String?
    /// What its owner calls it.
    public var label: String?
    /// What its owner keeps with it.
    public var metadata: [String: String]
    /// The account it belongs to; nil for an anonymous one.
    public var owner: String?
    /// What makes a repeated request the same one.
    public var key: CreationKey?

    /// Creates a wish.
    public init(
        ttlMinutes: Int? = nil, localPart: String? = nil, domain: String? = nil, label: String? = nil, metadata: [String: String] = [:],
        owner: String? = nil, key: CreationKey? = nil
    ) {
        self.ttlMinutes = ttlMinutes
        self.localPart = localPart
        self.domain = domain
        self.label = label
        self.metadata = metadata
        self.owner = owner
        self.key = key
    }

    /// The same for equal wishes only.
    var fingerprint: String {
        let parts: [String] = [ttlMinutes.map(String.init), localPart, domain, label].map { $0.map { "+\($0)" } ?? "-" }
        let kept = metadata.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        // Lengths in front, so that no two lists run together.
        return SHA256.hash(Array((parts + kept).map { "\($0.utf8.count):\($0)" }.joined().utf8)).hexadecimal
    }
}
