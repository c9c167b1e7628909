import Mail
import Testing

extension MailboxStoreContract {
    static let ownerLimit: [ContractCase<any MailboxStore>] = [
        ContractCase("An owner has as many open mailboxes as the plan allows") { store in
            for number in 1...2 { try await expectCreated("box\(number)@example.com", in: store) }
            let third = try Sample.mailbox("box3@example.com", owner: "jane")
            #expect(try await store.create(third, within: limited, reclaims: false, now: Sample.now) == .limitReached)
            #expect(try await store.mailbox(third.address) == nil)
        },
        ContractCase("Each owner has a limit of their own, letter case included") { store in
            for owner in ["jane", "Jane", "jane ", "jörg"] {
                for number in 1...2 {
                    try await expectCreated("\(owner.utf8.map(String.init).joined())-\(number)@example.com", owner: owner, in: store)
                }
            }
        },
        ContractCase("A plan of no mailboxes allows none") { store in
            let mailbox = try Sample.mailbox("a@example.com", owner: "jane")
            #expect(try await store.create(mailbox, within: Sample.plan(mailboxes: 0), reclaims: true, now: Sample.now) == .limitReached)
            #expect(try await store.mailbox(mailbox.address) == nil)
        },
        ContractCase("A plan without a limit allows many") { store in
            for number in 1...30 {
                let mailbox = try Sample.mailbox("box\(number)@example.com", owner: "jane")
                #expect(try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now) == .created(mailbox))
            }
        },
        ContractCase("Mailboxes without an owner are not counted") { store in
            for number in 1...5 { try await expectCreated("box\(number)@example.com", owner: nil, in: store) }
            for number in 6...7 { try await expectCreated("box\(number)@example.com", in: store) }
        },
        ContractCase("A deleted mailbox gives its slot back") { store in
            for number in 1...2 { try await expectCreated("box\(number)@example.com", in: store) }
            _ = try await store.delete(try EmailAddress("box1@example.com"))
            try await expectCreated("box3@example.com", in: store)
            let fourth = try Sample.mailbox("box4@example.com", owner: "jane")
            #expect(try await store.create(fourth, within: limited, reclaims: false, now: Sample.now) == .limitReached)
        },
        ContractCase("A mailbox that is deleted twice gives one slot back") { store in
            for number in 1...2 { try await expectCreated("box\(number)@example.com", in: store) }
            for _ in 1...2 { _ = try await store.delete(try EmailAddress("box1@example.com")) }
            try await expectCreated("box3@example.com", in: store)
            let fourth = try Sample.mailbox("box4@example.com", owner: "jane")
            #expect(try await store.create(fourth, within: limited, reclaims: false, now: Sample.now) == .limitReached)
        },
        ContractCase("An expired mailbox gives its slot back without being deleted") { store in
            try await expectCreated("box1@example.com", minutes: 10, in: store)
            try await expectCreated("box2@example.com", minutes: 60, in: store)
            let later = Sample.now.adding(minutes: 10)
            try await expectCreated("box3@example.com", at: later, in: store)
            let fourth = try Sample.mailbox("box4@example.com", owner: "jane", start: later)
            #expect(try await store.create(fourth, within: limited, reclaims: false, now: later) == .limitReached)
        },
        ContractCase("An expired mailbox that is deleted later gives no second slot back") { store in
            try await expectCreated("box1@example.com", minutes: 10, in: store)
            try await expectCreated("box2@example.com", in: store)
            let later = Sample.now.adding(minutes: 10)
            try await expectCreated("box3@example.com", at: later, in: store)
            _ = try await store.delete(try EmailAddress("box1@example.com"))
            let fourth = try Sample.mailbox("box4@example.com", owner: "jane", start: later)
            #expect(try await store.create(fourth, within: limited, reclaims: false, now: later) == .limitReached)
        },
        ContractCase("Taking over one's own expired mailbox counts once") { store in
            try await expectCreated("box1@example.com", minutes: 10, in: store)
            try await expectCreated("box2@example.com", in: store)
            let later = Sample.now.adding(minutes: 10)
            let again = try Sample.mailbox("box1@example.com", owner: "jane", start: later)
            #expect(try await store.create(again, within: limited, reclaims: true, now: later) == .created(again))
            let third = try Sample.mailbox("box3@example.com", owner: "jane", start: later)
            #expect(try await store.create(third, within: limited, reclaims: true, now: later) == .limitReached)
        },
        ContractCase("An owner at the limit takes no address over, and what was there stays") { store in
            try await store.add("old@example.com", owner: "john", minutes: 10)
            for number in 1...2 { try await expectCreated("box\(number)@example.com", in: store) }
            let later = Sample.now.adding(minutes: 10)
            let wish = try Sample.mailbox("old@example.com", owner: "jane", start: later)
            #expect(try await store.create(wish, within: limited, reclaims: true, now: later) == .limitReached)
            #expect(try await store.mailbox(wish.address)?.owner == "john")
        },
    ]

    private static let limited = Sample.plan(mailboxes: 2)

    private static func expectCreated(
        _ address: String, owner: String? = "jane", minutes: Int = 60, at now: Timestamp = Sample.now, in store: any MailboxStore
    ) async throws {
        let mailbox = try Sample.mailbox(address, owner: owner, start: now, minutes: minutes)
        #expect(try await store.create(mailbox, within: limited, reclaims: false, now: now) == .created(mailbox))
    }
}
