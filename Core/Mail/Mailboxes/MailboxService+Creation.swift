extension MailboxService {
    /// How many friendly addresses are tried before giving up.
    static let tries = 5

    /// The plan that counts for an account, or for those without one.
    public func plan(of owner: String?) async throws -> Plan {
        try await store.plan(of: owner, named: Plan.anonymous.name, now: clock.now())
    }

    /// Makes a mailbox.
    /// - Returns: the mailbox and its token.
    /// - Throws: ``CreationFailure``, or what the store throws.
    public func create(_ wish: MailboxWish) async throws -> Created {
        let plan = try await plan(of: wish.owner)
        let domain = wish.domain ?? domains[0]
        if let localPart = wish.localPart {
            let address = try EmailAddress("\(localPart)@\(domain)")
            // An address comes back to the account that had it, and to nobody else.
            let former = try await store.mailbox(address)
            let isRepeated = wish.key != nil && former?.creationKey == wish.key?.hash
            let reclaims = !isRepeated && former.map { $0.owner != nil && $0.owner == wish.owner } ?? false
            guard let made = try await make(address, SessionToken(random), wish, plan, reclaims: reclaims) else {
                throw CreationFailure.addressTaken(address.description)
            }
            return made
        }
        let source = wish.key?.source() ?? random
        for _ in 0..<Self.tries {
            // A friendly address that somebody had before is not given out again: mail for it may still be on its way.
            let token = try SessionToken(random)
            let address = try EmailAddress("\(FriendlyName.make(source))@\(domain)")
            if let made = try await make(address, token, wish, plan, reclaims: false) { return made }
        }
        throw CreationFailure.noFreeAddress(tries: Self.tries)
    }

    /// Makes a mailbox at an address, with a token unless the wish makes its own; nil when the address is taken.
    private func make(_ address: EmailAddress, _ random: SessionToken, _ wish: MailboxWish, _ plan: Plan, reclaims: Bool) async throws
        -> Created?
    {
        let now = clock.now()
        let token = wish.key?.token(of: address, wish) ?? random
        let mailbox = Mailbox(
            address: address, owner: wish.owner, plan: plan.name, createdAt: now, expiresAt: now.adding(minutes: plan.ttl(wish.ttlMinutes)),
            tokenHash: token.hash, label: wish.label, metadata: wish.metadata, creationKey: wish.key?.hash)
        switch try await store.create(mailbox, within: plan, reclaims: reclaims, now: now) {
        case .created(let made, let released):
            try await remove(released)
            return Created(mailbox: made, token: token, plan: plan)
        case .limitReached: throw CreationFailure.limitReached(plan: plan)
        case .addressTaken:
            return try await earlier(address, token, wish, plan)
        }
    }

    /// What the same request made before.
    private func earlier(_ address: EmailAddress, _ token: SessionToken, _ wish: MailboxWish, _ plan: Plan) async throws -> Created? {
        guard let key = wish.key, let existing = try await store.mailbox(address), existing.creationKey == key.hash else { return nil }
        guard existing.owner == wish.owner, SessionToken.matches(token.value, hash: existing.tokenHash) else {
            throw CreationFailure.keyUsedOtherwise
        }
        guard existing.isOpen(at: clock.now()) else { throw CreationFailure.keyUsedUp }
        return Created(mailbox: existing, token: token, plan: plan)
    }
}
