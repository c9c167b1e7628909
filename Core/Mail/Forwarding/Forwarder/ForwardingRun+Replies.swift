import MIME
import Mail

extension ForwardingRun {
    private var replies: ReplyAddresses { ReplyAddresses(parts.key, tokens: parts.tokens) }

    /// Whether a recipient is a reply address, and for whom it stands; nil when nobody can say it now.
    mutating func standsFor(_ text: String, _ address: EmailAddress) async throws -> ReplyAddresses.Recipient? {
        do {
            return try await replies.recipient(address)
        } catch {
            try await unrouted(text, address, "reply_token_unreadable: \(PrintableText.line("\(error)", limit: 300))")
            return nil
        }
    }

    /// Where answers to the author go so that they come from the alias; nil when there is nobody to answer to.
    func replyAddress(_ alias: EmailAddress) async throws -> EmailAddress? {
        try await replies.address(forAuthorOf: try opened().head, of: alias)
    }

    /// The owner of an alias writes as the alias.
    mutating func reply(_ text: String, _ address: EmailAddress, as alias: EmailAddress, to correspondent: EmailAddress) async throws {
        guard let route = try await route(text, address, of: alias) else { return }
        guard case .targets(let targets) = route, let settings = targets.first?.alias.alias else {
            return try await refuse(text, address, route == .disabled ? "disabled_alias" : "unknown_alias")
        }
        let head = try opened().head
        let people = targets.flatMap { $0.trail.flatMap(\.alias.people) }
        let refusal = ReplyPolicy.refusal(
            of: head, envelopeSender: request.envelopeSender, verdicts: request.verdicts, people: people)
        if let refusal { return try await refuse(text, address, refusal.rawValue) }
        let loop = LoopGuard(parts.key).verdict(head, for: alias)
        if loop.isLoop { return try await refuse(text, address, "loop: \(loop.rawValue)") }
        let entry = LedgerEntry(
            key: LedgerKey(mail: mail, recipient: address, target: correspondent), recipient: address, target: correspondent,
            state: .pending, receivedAt: request.receivedAt, rawKey: request.rawKey)
        let way = ReplyWay(
            alias: alias, correspondent: correspondent, people: people, correspondents: try await replies.correspondents(of: head))
        for opened in try await parts.ledger.open([entry], now: now) {
            guard opened.key == entry.key else {
                try await abandon(text, opened)
                continue
            }
            try await send(
                Way(
                    text: text, entry: opened, from: alias, to: correspondent, failover: nil, alias: settings, marks: [], isDisabled: false,
                    replyAddress: nil, reply: way))
        }
    }
}
