import Mail
import Testing

extension MailboxStoreContract {
    static let creation: [ContractCase<any MailboxStore>] = [
        ContractCase("A new mailbox is as it was asked for and empty") { store in
            let mailbox = try Sample.mailbox("Jane.Doe+x@example.com", owner: "Jörg <1>")
            #expect(try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now) == .created(mailbox))
            let found = try #require(try await store.mailbox(mailbox.address))
            #expect(found == mailbox)
            #expect(found.address.description == "Jane.Doe+x@example.com")
            #expect(found.seq == 0 && found.firstSeq == 0 && found.messageCount == 0)
            #expect(try await store.numbers(in: "jane.doe+x@example.com") == [])
        },
        ContractCase("A mailbox without an owner stays without one") { store in
            try await store.add("a@example.com")
            let found = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            #expect(found.owner == nil)
        },
        ContractCase("A token hash of any bytes is read back") { store in
            var mailbox = try Sample.mailbox("a@example.com")
            mailbox.tokenHash = Array(0...255)
            _ = try await store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
            #expect(try await store.mailbox(mailbox.address)?.tokenHash == mailbox.tokenHash)
        },
        ContractCase("An unknown mailbox is nil") { store in
            try await store.add("a@example.com")
            #expect(try await store.mailbox(try EmailAddress("b@example.com")) == nil)
            #expect(try await store.mailbox(try EmailAddress("a@example.org")) == nil)
        },
        ContractCase("The address of an open mailbox is taken, also for one that reclaims") { store in
            try await store.add("a@example.com", owner: "first")
            let second = try Sample.mailbox("a@example.com", owner: "second")
            for reclaims in [false, true] {
                #expect(try await store.create(second, within: Sample.plan(), reclaims: reclaims, now: Sample.now) == .addressTaken)
            }
            #expect(try await store.mailbox(second.address)?.owner == "first")
        },
        ContractCase("Letter case does not make another mailbox") { store in
            try await store.add("Jane@Example.com")
            let again = try Sample.mailbox("jANE@exAMPLE.com")
            #expect(try await store.create(again, within: Sample.plan(), reclaims: false, now: Sample.now) == .addressTaken)
            let found = try #require(try await store.mailbox(again.address))
            #expect(found.address.description == "Jane@example.com")

            let stored = try await store.add("m1", to: "JANE@example.COM")
            #expect(try await store.numbers(in: "jane@example.com") == [1])
            #expect(try await store.message(stored.id, in: try EmailAddress("jane@EXAMPLE.com"), now: Sample.now)?.id == stored.id)
        },
        ContractCase("Letter case outside ASCII does not make another mailbox") { store in
            try await store.add("JÖRG@MÜNCHEN.example")
            let again = try Sample.mailbox("jörg@münchen.example")
            #expect(try await store.create(again, within: Sample.plan(), reclaims: false, now: Sample.now) == .addressTaken)
            try await store.add("m1", to: "Jörg@München.example")
            #expect(try await store.numbers(in: "jörg@münchen.example") == [1])
        },
        ContractCase("Addresses that only their Unicode normalization tells apart are two mailboxes") { store in
            try await store.add("caf\u{E9}@example.com", owner: "composed")
            try await store.add("cafe\u{301}@example.com", owner: "decomposed")
            try await store.add("m1", to: "cafe\u{301}@example.com")
            #expect(try await store.mailbox(try EmailAddress("caf\u{E9}@example.com"))?.owner == "composed")
            #expect(try await store.mailbox(try EmailAddress("cafe\u{301}@example.com"))?.owner == "decomposed")
            #expect(try await store.numbers(in: "caf\u{E9}@example.com") == [])
            #expect(try await store.allPages(of: 1).map(\.seq) == [1])
        },
        ContractCase("Addresses of unusual forms are mailboxes like others") { store in
            let addresses = [
                #""a b@c"@example.com"#, #""it's \"so\"; --"@example.com"#, "%_@example.com", "a@[192.0.2.1]", "日本@例え.テスト", "#|/?&=@x",
            ]
            for address in addresses {
                try await store.add(address)
                try await store.add("m1", to: address)
            }
            for address in addresses {
                #expect(try await store.mailbox(try EmailAddress(address))?.address.description == address)
                #expect(try await store.numbers(in: address) == [1])
            }
            #expect(try await store.allPages(of: 2).count == addresses.count)
        },
    ]

    static let reclaiming: [ContractCase<any MailboxStore>] = [
        ContractCase("An expired address stays taken for one that does not reclaim") { store in
            try await store.add("a@example.com", owner: "first", minutes: 10)
            let later = Sample.now.adding(minutes: 10)
            let second = try Sample.mailbox("a@example.com", owner: "second", start: later)
            #expect(try await store.create(second, within: Sample.plan(), reclaims: false, now: later) == .addressTaken)
            #expect(try await store.mailbox(second.address)?.owner == "first")
        },
        ContractCase("A deleted address stays taken for one that does not reclaim") { store in
            try await store.add("a@example.com")
            _ = try await store.delete(try EmailAddress("a@example.com"))
            let second = try Sample.mailbox("A@example.com", owner: "second")
            #expect(try await store.create(second, within: Sample.plan(), reclaims: false, now: Sample.now) == .addressTaken)
        },
        ContractCase("An expired address is taken over: messages gone, numbers go on") { store in
            try await store.add("a@example.com", owner: "first", minutes: 10)
            let old = try await store.add("m1", to: "a@example.com")
            try await store.add("m2", to: "a@example.com")
            let later = Sample.now.adding(minutes: 10)
            let second = try Sample.mailbox("a@example.com", owner: "second", start: later)
            try await expectTakenOver(second, after: 2, old: old, at: later, in: store)
        },
        ContractCase("A deleted address is taken over: numbers go on") { store in
            try await store.add("a@example.com", owner: "first")
            let old = try await store.add("m1", to: "a@example.com")
            _ = try await store.delete(old.mailbox)
            let second = try Sample.mailbox("a@example.com", owner: "second")
            try await expectTakenOver(second, after: 1, old: old, at: Sample.now, in: store)
        },
        ContractCase("Taking over twice lets the numbers go on twice") { store in
            let address = try EmailAddress("a@example.com")
            for round in 1...3 {
                let mailbox = try Sample.mailbox("a@example.com")
                let creation = try await store.create(mailbox, within: Sample.plan(), reclaims: true, now: Sample.now)
                guard case .created(let made, _) = creation else { throw Unexpected(description: "round \(round): \(creation)") }
                #expect(made.firstSeq == round - 1)
                #expect(try await store.add("round \(round)", to: "a@example.com").seq == round)
                _ = try await store.delete(address)
            }
        },
        ContractCase("Taking an address over releases the raw mails that only the former mailbox had") { store in
            try await store.add("a@example.com", minutes: 1)
            try await store.add("b@example.com")
            _ = try await store.add(try Sample.message("m1", to: "a@example.com", rawKey: "only a"))
            _ = try await store.add(try Sample.message("m2", to: "a@example.com", rawKey: "both"))
            _ = try await store.add(try Sample.message("m2", to: "b@example.com", rawKey: "both"))
            let later = Sample.now.adding(minutes: 1)
            let again = try Sample.mailbox("a@example.com", start: later)
            guard case .created(_, let released) = try await store.create(again, within: Sample.plan(), reclaims: true, now: later) else {
                throw Unexpected(description: "the address was not taken over")
            }
            #expect(released == Self.released(["only a"]))
        },
        ContractCase("A mail to the former mailbox does not come back to the new one") { store in
            try await store.add("a@example.com", owner: "first")
            let old = try await store.add("m1", to: "a@example.com")
            _ = try await store.delete(old.mailbox)
            let second = try Sample.mailbox("a@example.com", owner: "second")
            _ = try await store.create(second, within: Sample.plan(), reclaims: true, now: Sample.now)
            #expect(try await store.commit(old, within: Sample.plan(), now: Sample.now) == .duplicate(nil))
            #expect(try await store.numbers(in: "a@example.com") == [])
        },
    ]

    private static func expectTakenOver(
        _ mailbox: Mailbox, after seq: Int, old: StoredMessage, at now: Timestamp, in store: any MailboxStore
    ) async throws {
        var expected = mailbox
        expected.seq = seq
        expected.firstSeq = seq
        guard case .created(let made, _) = try await store.create(mailbox, within: Sample.plan(), reclaims: true, now: now) else {
            throw Unexpected(description: "the address was not taken over")
        }
        #expect(made == expected)
        #expect(try await store.mailbox(mailbox.address) == expected)
        #expect(try await store.messages(in: mailbox.address, before: nil, limit: 10, now: now) == [])
        #expect(try await store.message(old.id, in: mailbox.address, now: now) == nil)
        #expect(try await store.page(after: nil, limit: 10) == [])

        let next = try Sample.message("next", to: mailbox.address.description)
        guard case .stored(let stored) = try await store.commit(next, within: Sample.plan(messages: 1), now: now) else {
            throw Unexpected(description: "the mailbox that was taken over takes no mail")
        }
        #expect(stored.seq == seq + 1)
        #expect(try await store.mailbox(mailbox.address)?.messageCount == 1)
    }
}
