import MIME
import Mail

/// Who may write as an alias: whoever gets its mail, if it is certain that they do.
public enum ReplyPolicy {
    /// Why a mail to a reply address is not passed on.
    public enum Refusal: String, Sendable, CaseIterable {
        /// From does not name exactly one author.
        case noSingleAuthor = "no_single_author"
        /// The author gets no mail of the alias.
        case authorIsNoOwner = "author_is_no_owner"
        /// The envelope's sender gets no mail of the alias.
        case senderIsNoOwner = "sender_is_no_owner"
        /// Anybody may have written the mail.
        case notAuthenticated = "not_authenticated"
    }

    /// Why a mail is not passed on; nil when it may be.
    /// - Parameters:
    ///   - message: the mail to a reply address.
    ///   - envelopeSender: MAIL FROM; nil or empty for the null path.
    ///   - verdicts: what SES found out about the mail.
    ///   - people: who may write, of ``Alias/people``.
    public static func refusal(
        of message: Message, envelopeSender: String?, verdicts: Verdicts, people: [EmailAddress]
    ) -> Refusal? {
        let allowed = Set(people.map { AliasKey($0) })
        func isAllowed(_ text: String) -> Bool { (try? EmailAddress(text)).map { allowed.contains(AliasKey($0)) } ?? false }
        // Of several From fields each reader takes another one for the author.
        let authors = message.root.headers(named: "from")
        guard authors.count == 1, message.from.count == 1 else { return .noSingleAuthor }
        guard isAllowed(message.from[0].address) else { return .authorIsNoOwner }
        guard let envelopeSender, isAllowed(envelopeSender) else { return .senderIsNoOwner }
        return isAuthentic(verdicts) ? nil : .notAuthenticated
    }

    /// DMARC says that the author's domain sent it. Where the domain has none, its server did so, and some domain has signed it; but not where
    /// DMARC fails, for then these are not the author's.
    private static func isAuthentic(_ verdicts: Verdicts) -> Bool {
        switch verdicts.dmarc?.uppercased() {
        case "PASS": true
        case "FAIL": false
        default: verdicts.spf?.uppercased() == "PASS" && verdicts.dkim?.uppercased() == "PASS"
        }
    }
}

extension Alias {
    /// Whoever gets mail of the alias: its targets, the one that stands in for them, and its owner.
    public var people: [EmailAddress] {
        var people: [EmailAddress] = []
        var seen: Set<AliasKey> = []
        for address in targets + [failover, owner].compactMap({ $0 }) where seen.insert(AliasKey(address)).inserted {
            people.append(address)
        }
        return people
    }
}
