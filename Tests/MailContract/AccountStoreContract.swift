import Mail
import Testing

/// What every ``AccountStore`` does, and what its accounts mean for the mailboxes beside them.
public enum AccountStoreContract {
    /// All cases, for a parameterised test; each wants a store of its own.
    public static var all: [ContractCase<any AccountStore & MailboxStore>] { accounts + plans + keys + revoking + races }

    private static let accounts: [ContractCase<any AccountStore & MailboxStore>] = [
        ContractCase("An account is read back as it was") { store async throws in
            let accounts = [
                Account(name: "jane", createdAt: Sample.now),
                Account(
                    name: "0.a-b_c", createdAt: Timestamp(millisecondsSince1970: 0),
                    subscription: Subscription(plan: "team 'ü'", since: Sample.now)),
                Account(
                    name: String(repeating: "x", count: 64), createdAt: Sample.now,
                    subscription: Subscription(
                        plan: "", since: Timestamp(millisecondsSince1970: -1), until: Timestamp(millisecondsSince1970: .max))),
            ]
            for account in accounts { #expect(try await store.add(account)) }
            for account in accounts { #expect(try await store.account(account.name) == account) }
            #expect(try await store.account("nobody") == nil)
            #expect(try await store.account("Jane") == nil)
        },
        ContractCase("A name is given once") { store async throws in
            let first = Account(name: "jane", createdAt: Sample.now, subscription: Subscription(plan: "local", since: Sample.now))
            #expect(try await store.add(first))
            #expect(try await store.add(Account(name: "jane", createdAt: Sample.now.adding(minutes: 1))) == false)
            #expect(try await store.account("jane") == first)
        },
        ContractCase("Accounts are listed in the order of their names, behind a name that need not be there") { store async throws in
            for name in ["b", "a-1", "a", "b2", "a_1", "0"] { #expect(try await store.add(Account(name: name, createdAt: Sample.now))) }
            let sorted = ["0", "a", "a-1", "a_1", "b", "b2"]
            #expect(try await store.names() == sorted)
            for limit in 1...7 { #expect(try await store.names(pagesOf: limit) == sorted) }
            #expect(try await store.accounts(after: "a-9", limit: 2).map(\.name) == ["a_1", "b"])
            #expect(try await store.accounts(after: nil, limit: 0) == [])
            #expect(try await store.accounts(after: nil, limit: -1) == [])
            #expect(try await store.accounts(after: "zz", limit: 10) == [])
        },
        ContractCase("What an account is on is set, replaced and taken away, and the rest of it stays") { store async throws in
            var account = Account(name: "jane", createdAt: Sample.now)
            #expect(try await store.add(account))
            let end = Sample.now.adding(minutes: 60)
            for subscription in [
                Subscription(plan: "a", since: Sample.now, until: end), Subscription(plan: "b 'ü'", since: end), nil, nil,
                Subscription(plan: "c", since: Sample.now, until: end),
            ] {
                account.subscription = subscription
                #expect(try await store.subscribe("jane", to: subscription))
                #expect(try await store.account("jane") == account)
            }
            #expect(try await store.names() == ["jane"])
        },
        ContractCase("Who has no account is on nothing, and gets none by it") { store async throws in
            #expect(try await store.subscribe("nobody", to: Subscription(plan: "local", since: Sample.now)) == false)
            #expect(try await store.subscribe("nobody", to: nil) == false)
            #expect(try await store.account("nobody") == nil)
            #expect(try await store.names() == [])
        },
        ContractCase("Owning mailboxes makes no account, and an account no mailbox") { store in
            try await store.add("a@example.com", owner: "jane")
            #expect(try await store.account("jane") == nil)
            #expect(try await store.add(Account(name: "john", createdAt: Sample.now)))
            #expect(try await store.names() == ["john"])
            #expect(try await store.mailboxes(of: "john", after: nil, limit: 10) == [])
            #expect(try await store.mailboxes(of: "jane", after: nil, limit: 10).count == 1)
        },
    ]

    private static let plans: [ContractCase<any AccountStore & MailboxStore>] = [
        ContractCase("All plans are listed by name: built-in ones, saved ones, and a built-in one that was saved as it is now") { store in
            #expect(try await store.plans() == [.anonymous, .free, .local])
            let team = Plan(
                name: "b-team", maxMailboxes: 5, maxMessagesPerMailbox: 6, defaultTTLMinutes: 7, maxTTLMinutes: 8, requestsPerMinute: 9)
            var free = Plan.free
            free.maxMailboxes = 3
            for plan in [team, free] { try await store.save(plan) }
            #expect(try await store.plans() == [.anonymous, team, free, .local])
        },
        ContractCase("An account without a subscription is on the free plan, as it was saved") { store in
            #expect(try await store.add(Account(name: "jane", createdAt: Sample.now)))
            #expect(try await store.plan(of: "jane", named: "local", now: Sample.now) == .free)
            var free = Plan.free
            free.maxMessagesPerMailbox = 3
            try await store.save(free)
            #expect(try await store.plan(of: "jane", named: "local", now: Sample.now) == free)
            #expect(try await store.plan(of: "nobody", named: "local", now: Sample.now) == free)
        },
        ContractCase("A subscription counts from its beginning until before its end, whatever the mailbox was made on") { store in
            let team = Sample.plan(messages: 7)
            try await store.save(team)
            let end = Sample.now.adding(minutes: 60)
            let subscription = Subscription(plan: team.name, since: Sample.now, until: end)
            #expect(try await store.add(Account(name: "jane", createdAt: Sample.now, subscription: subscription)))
            for (offset, plan) in [(-1, Plan.free), (0, team), (3_599_999, team), (3_600_000, .free)] {
                let now = Timestamp(millisecondsSince1970: Sample.now.millisecondsSince1970 + Int64(offset))
                for named in ["anonymous", team.name, "nobody's"] {
                    #expect(try await store.plan(of: "jane", named: named, now: now) == plan)
                }
            }
            #expect(try await store.plan(of: nil, named: "anonymous", now: Sample.now) == .anonymous)
        },
        ContractCase("A change of the subscription or of its plan counts for the mailboxes that are there") { store in
            try await store.add("a@example.com", owner: "jane")
            let mailbox = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            #expect(try await store.plan(of: mailbox, now: Sample.now) == .free)
            #expect(try await store.add(Account(name: "jane", createdAt: Sample.now)))
            #expect(try await store.plan(of: mailbox, now: Sample.now) == .free)
            #expect(try await store.subscribe("jane", to: Subscription(plan: "team", since: Sample.now)))
            #expect(try await store.plan(of: mailbox, now: Sample.now) == .anonymous)
            var team = Plan(name: "team", maxMailboxes: 5, maxMessagesPerMailbox: 6, defaultTTLMinutes: 7, maxTTLMinutes: 8)
            for messages in [6, 9] {
                team.maxMessagesPerMailbox = messages
                try await store.save(team)
                #expect(try await store.plan(of: mailbox, now: Sample.now) == team)
            }
            #expect(try await store.subscribe("jane", to: Subscription(plan: "local", since: Sample.now)))
            #expect(try await store.plan(of: mailbox, now: Sample.now) == .local)
            #expect(try await store.subscribe("jane", to: nil))
            #expect(try await store.plan(of: mailbox, now: Sample.now) == .free)
        },
    ]
}

extension AccountStore {
    /// The names of all accounts, but the one that a laptop has from the beginning.
    fileprivate func names(pagesOf limit: Int = 1000) async throws -> [String] {
        var found: [String] = []
        while true {
            let page = try await accounts(after: found.last, limit: limit)
            guard !page.isEmpty else { return found.filter { $0 != Account.local.name } }
            guard page.count <= limit else { throw Unexpected(description: "a page of \(limit) has \(page.count) accounts") }
            found += page.map(\.name)
        }
    }
}
