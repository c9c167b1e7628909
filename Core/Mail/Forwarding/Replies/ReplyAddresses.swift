import MIME
import Mail

/// The reply addresses of a deployment.
public struct ReplyAddresses: Sendable {
    /// What a recipient is.
    public enum Recipient: Sendable, Equatable {
        /// No reply address.
        case other
        /// The address of a correspondent.
        case correspondent(EmailAddress, alias: EmailAddress)
        /// It looks like one, and stands for nobody.
        case forged
    }

    /// More recipients than these SES does not take anyway.
    private static let maxLookups = SESRules.headerRecipients

    private let key: ForwardingKey
    private let tokens: any ReplyTokens

    /// The addresses that this secret makes, and these tokens.
    public init(_ key: ForwardingKey, tokens: any ReplyTokens) {
        self.key = key
        self.tokens = tokens
    }

    /// The address under which a correspondent can be written to as an alias; its token, where it needs one, is saved.
    public func address(for correspondent: EmailAddress, of alias: EmailAddress) async throws -> EmailAddress {
        let reply = try ReplyAddress(for: correspondent, of: alias, key)
        if let token = reply.token { try await tokens.save(token, alias: alias, correspondent: correspondent) }
        return reply.address
    }

    /// The address under which the author of a mail can be answered as an alias; nil when there is nobody to answer to.
    public func address(forAuthorOf message: Message, of alias: EmailAddress) async throws -> EmailAddress? {
        guard let author = Self.author(of: message, besides: alias) else { return nil }
        return try await address(for: author, of: alias)
    }

    /// Who wants answers to a mail: the first of Reply-To and From that can be written to, and is not the alias.
    public static func author(of message: Message, besides alias: EmailAddress) -> EmailAddress? {
        for address in message.replyTo + message.from where SESRules.takes(address.address) {
            if let author = try? EmailAddress(address.address), AliasKey(author) != AliasKey(alias) { return author }
        }
        return nil
    }

    /// What a recipient of the envelope is.
    public func recipient(_ recipient: EmailAddress) async throws -> Recipient {
        switch ReplyAddress.read(recipient, key) {
        case .other: return .other
        case .forged: return .forged
        case .correspondent(let correspondent, let alias): return .correspondent(correspondent, alias: alias)
        case .token(let token):
            guard let found = try await tokens.find(token), AliasKey(found.alias).domain == AliasKey(recipient).domain else {
                return .forged
            }
            return .correspondent(found.correspondent, alias: found.alias)
        }
    }

    /// The reply addresses in To and Cc of a mail, and who they stand for.
    public func correspondents(of message: Message) async throws -> [AliasKey: EmailAddress] {
        var found: [AliasKey: EmailAddress] = [:]
        var lookups = 0
        for address in (message.to + message.cc).compactMap({ try? EmailAddress($0.address) }) {
            let key = AliasKey(address)
            guard found[key] == nil, ReplyAddress.read(address, self.key) != .other, lookups < Self.maxLookups else { continue }
            lookups += 1
            if case .correspondent(let correspondent, _) = try await recipient(address) { found[key] = correspondent }
        }
        return found
    }
}
