import Mail

/// The address under which an alias's owner writes to somebody as the alias.
///
/// It says by itself who that is, where there is room for it:
/// `re=<code>=<local part of the alias>=<local part>=<domain>@<domain of the alias>`. Otherwise it is `re=<token>@…`, which ``ReplyTokens`` knows.
/// The code is an HMAC, and the token is one too, so that nobody else can have us send mail. Letter case says nothing in either.
public struct ReplyAddress: Sendable, Equatable {
    /// The address.
    public let address: EmailAddress
    /// The token, where the address does not say by itself who is meant.
    public let token: String?

    /// RFC 5321 section 4.5.3.1.1.
    private static let maxLocalPart = 64
    private static let prefix = "re="
    private static let purpose = "reply"
    private static let tokenPurpose = "reply-token"
    private static let tokenBytes = 16
    /// 128 bits and what fills them up.
    private static let tokenLength = 26

    /// The address for a correspondent. Letter case that an address could not keep is kept by a token.
    public init(for correspondent: EmailAddress, of alias: EmailAddress, _ key: ForwardingKey) throws(EmailAddress.Invalid) {
        let (aliasKey, correspondentKey) = (AliasKey(alias), AliasKey(correspondent))
        let parts = [aliasKey.localPart ?? "", correspondent.localPart, correspondentKey.domain]
        let local = "\(Self.prefix)\(key.mark(Self.purpose, Self.text(aliasKey, correspondentKey)))=\(parts.joined(separator: "="))"
        if parts.allSatisfy(Self.isPlain), local.utf8.count <= Self.maxLocalPart {
            address = try EmailAddress("\(local)@\(aliasKey.domain)")
            token = nil
        } else {
            // A line end is in no address.
            let token = Base32.encode(key.code(Self.tokenPurpose, "\(aliasKey)\n\(correspondent)").prefix(Self.tokenBytes))
            address = try EmailAddress("\(Self.prefix)\(token)@\(aliasKey.domain)")
            self.token = token
        }
    }

    /// What a recipient is, as far as the address itself tells.
    public enum Reading: Sendable, Equatable {
        /// No reply address: it does not look like one.
        case other
        /// The address of a correspondent.
        case correspondent(EmailAddress, alias: EmailAddress)
        /// A token, which may be known.
        case token(String)
        /// It looks like one, and was not made here.
        case forged
    }

    /// Reads any recipient.
    public static func read(_ recipient: EmailAddress, _ key: ForwardingKey) -> Reading {
        let recipient = AliasKey(recipient)
        guard let local = recipient.localPart, local.hasPrefix(prefix) else { return .other }
        let parts = local.dropFirst(prefix.count).split(separator: "=", omittingEmptySubsequences: false)
        if parts.count == 1, Base32.isText(parts[0], count: tokenLength) { return .token(String(parts[0])) }
        guard parts.count > 1, Base32.isText(parts[0], count: ForwardingKey.markLength) else { return .other }
        guard parts.count == 4, parts.dropFirst().allSatisfy(isPlain), let alias = try? EmailAddress("\(parts[1])@\(recipient.domain)"),
            let correspondent = try? EmailAddress("\(parts[2])@\(parts[3])"),
            key.isMark(parts[0], purpose, text(AliasKey(alias), AliasKey(correspondent)))
        else { return .forged }
        return .correspondent(correspondent, alias: alias)
    }

    private static func text(_ alias: AliasKey, _ correspondent: AliasKey) -> String { "\(alias)|\(correspondent)" }

    /// Whether a part may stand between the others as it is.
    private static func isPlain(_ part: some StringProtocol) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
