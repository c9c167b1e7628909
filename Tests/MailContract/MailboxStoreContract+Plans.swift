import Mail
import Testing

extension MailboxStoreContract {
    static let plans: [ContractCase<any MailboxStore>] = [
        ContractCase("The built-in plans are there from the beginning") { store async throws in
            for plan in Plan.builtIn { #expect(try await store.plan(named: plan.name) == plan) }
        },
        ContractCase("An unknown plan is nil") { store async throws in
            #expect(try await store.plan(named: "nobody's") == nil)
            #expect(try await store.plan(named: "") == nil)
        },
        ContractCase("A saved plan is read back") { store in
            let plan = Plan(
                name: "team 'ü'", maxMailboxes: 0, maxMessagesPerMailbox: 7, defaultTTLMinutes: 8, maxTTLMinutes: 9, requestsPerMinute: 10)
            try await store.save(plan)
            #expect(try await store.plan(named: "team 'ü'") == plan)
        },
        ContractCase("Saving a plan again replaces it, a built-in one too") { store in
            var plan = Plan.anonymous
            plan.maxMessagesPerMailbox = 3
            plan.maxMailboxes = 4
            try await store.save(plan)
            #expect(try await store.plan(named: plan.name) == plan)
            #expect(try await store.plan(named: Plan.local.name) == .local)
        },
    ]
}
