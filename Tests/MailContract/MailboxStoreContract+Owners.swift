import Mail
import Testing

extension MailboxStoreContract {
    static let owners: [ContractCase<any MailboxStore>] = [
        ContractCase("An owner's mailboxes are listed in the order of their addresses, and nobody else's") { store in
            let addresses = ["b@example.com", "a@example.org", "B2@example.com", "ü@example.com", "a@example.com", "日本@example.com"]
            for address in addresses { try await store.add(address, owner: "jane") }
            try await store.add("a2@example.com", owner: "john")
            try await store.add("a3@example.com")
            let sorted = ["a@example.com", "a@example.org", "b2@example.com", "b@example.com", "ü@example.com", "日本@example.com"]
            #expect(try await store.addresses(of: "jane") == sorted)
            #expect(try await store.addresses(of: "john") == ["a2@example.com"])
            #expect(try await store.addresses(of: "nobody") == [])
            #expect(try await store.addresses(of: "") == [])
        },
        ContractCase("A list of mailboxes has them as they are") { store in
            var mailbox = try Sample.mailbox("Jane.Doe@example.com", owner: "jane")
            mailbox.label = "sign-up"
            mailbox.metadata = ["run": "1"]
            _ = try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
            try await store.add("m1", to: "jane.doe@example.com")
            mailbox.seq = 1
            mailbox.messageCount = 1
            #expect(try await store.mailboxes(of: "jane", after: nil, limit: 10) == [mailbox])
        },
        ContractCase("A list of mailboxes is as long as its limit at most, and begins behind an address that need not be there") { store in
            for name in ["a", "b", "c", "d"] { try await store.add("\(name)@example.com", owner: "jane") }
            #expect(try await store.addresses(of: "jane", limit: 0) == [])
            #expect(try await store.addresses(of: "jane", limit: -1) == [])
            #expect(try await store.addresses(of: "jane", limit: 2) == ["a@example.com", "b@example.com"])
            #expect(try await store.addresses(of: "jane", after: "B@example.com", limit: 1) == ["c@example.com"])
            #expect(try await store.addresses(of: "jane", after: "bb@example.com") == ["c@example.com", "d@example.com"])
            #expect(try await store.addresses(of: "jane", after: "d@example.com") == [])
            #expect(try await store.addresses(of: "jane", after: "0@example.com", limit: 1) == ["a@example.com"])
        },
        ContractCase("Walking through the pages of 120 mailboxes meets each once, although some are deleted meanwhile") { store in
            _ = try await atOnce(120) { try await store.add("box\(1000 + $0)@example.com", owner: "jane") }
            var met: [String] = []
            var after: String?
            while true {
                let page = try await store.addresses(of: "jane", after: after, limit: 11)
                guard let last = page.last else { break }
                #expect(page.count <= 11)
                met += page
                after = last
                _ = try await store.delete(try EmailAddress(last))
            }
            #expect(met == (1000..<1120).map { "box\($0)@example.com" })
            #expect(try await store.addresses(of: "jane").count == 120 - 11)
        },
        ContractCase("Deleted mailboxes are not listed, and one whose address is another's is listed there alone") { store in
            for name in ["a", "b", "c"] { try await store.add("\(name)@example.com", owner: "jane") }
            for name in ["a", "c"] { _ = try await store.delete(try EmailAddress("\(name)@example.com")) }
            let taken = try Sample.mailbox("c@example.com", owner: "john")
            _ = try await store.create(taken, within: Sample.plan(), reclaims: true, now: Sample.now)
            #expect(try await store.addresses(of: "jane") == ["b@example.com"])
            #expect(try await store.addresses(of: "john") == ["c@example.com"])
        },
        ContractCase("Open mailboxes are counted: neither expired nor deleted ones, nor those of others") { store in
            for (name, minutes) in [("a", 10), ("b", 20), ("c", 20)] {
                try await store.add("\(name)@example.com", owner: "jane", minutes: minutes)
            }
            try await store.add("d@example.com", owner: "john")
            try await store.add("e@example.com")
            #expect(try await store.openMailboxes(of: "jane", now: Sample.now) == 3)
            let end = Sample.now.adding(minutes: 10)
            let last = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
            #expect(try await store.openMailboxes(of: "jane", now: last) == 3)
            #expect(try await store.openMailboxes(of: "jane", now: end) == 2)
            _ = try await store.delete(try EmailAddress("b@example.com"))
            #expect(try await store.openMailboxes(of: "jane", now: end) == 1)
            #expect(try await store.openMailboxes(of: "nobody", now: end) == 0)
        },
        ContractCase("The plan of a mailbox without an owner is its own, and the anonymous one where nobody knows that") { store in
            let plan = Sample.plan(messages: 7)
            try await store.save(plan)
            #expect(try await store.plan(of: nil, named: plan.name, now: Sample.now) == plan)
            #expect(try await store.plan(of: nil, named: "local", now: Sample.now) == .local)
            #expect(try await store.plan(of: nil, named: "nobody's", now: Sample.now) == .anonymous)
        },
        ContractCase("The plan of an owner of whom nothing is known is the free one, whatever the mailbox was made on") {
            store async throws in
            #expect(try await store.plan(of: "nobody", named: "local", now: Sample.now) == .free)
            #expect(try await store.plan(of: "nobody", named: "nobody's", now: Sample.now) == .free)
        },
    ]
}

extension MailboxStore {
    /// The keys of an owner's mailboxes, in the order listed.
    fileprivate func addresses(of owner: String, after: String? = nil, limit: Int = 1000) async throws -> [String] {
        try await mailboxes(of: owner, after: try after.map { try EmailAddress($0) }, limit: limit).map(\.address.key)
    }
}
