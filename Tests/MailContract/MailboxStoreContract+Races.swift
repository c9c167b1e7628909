import Mail
import Testing

extension MailboxStoreContract {
    static let races: [ContractCase<any MailboxStore>] = [
        ContractCase("50 commits at once to a mailbox of 20 store 20, numbered 1 to 20") { store in
            try await store.add("a@example.com")
            let plan = Sample.plan(messages: 20)
            let commits = try await atOnce(50) { number in
                try await store.commit(try Sample.message("m\(number)", to: "a@example.com"), within: plan, now: Sample.now)
            }
            let stored = commits.compactMap { if case .stored(let message) = $0 { message } else { nil } }
            #expect(stored.map(\.seq).sorted() == Array(1...20))
            #expect(commits.count { $0 == .refused(.overQuota) } == 30)
            #expect(try await store.numbers(in: "a@example.com") == (1...20).reversed())
            let mailbox = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            #expect(mailbox.seq == 20 && mailbox.messageCount == 20)
            let listed = try await store.messages(in: mailbox.address, before: nil, limit: 50, now: Sample.now)
            #expect(Set(listed.map(\.id)) == Set(stored.map(\.id)))
        },
        ContractCase("One message that is committed 5 times at once is stored once") { store in
            try await store.add("a@example.com")
            let message = try Sample.message("m1", to: "a@example.com")
            let commits = try await atOnce(5) { _ in try await store.commit(message, within: Sample.plan(), now: Sample.now) }
            var expected = message
            expected.seq = 1
            #expect(commits.count { $0 == .stored(expected) } == 1)
            #expect(commits.count { $0 == .duplicate(expected) } == 4)
            #expect(try await store.mailbox(message.mailbox)?.messageCount == 1)
        },
        ContractCase("Commits at once to several mailboxes number each mailbox without a gap") { store in
            for box in 0..<4 { try await store.add("box\(box)@example.com") }
            _ = try await atOnce(40) { number in try await store.add("m\(number)", to: "box\(number % 4)@example.com") }
            for box in 0..<4 { #expect(try await store.numbers(in: "box\(box)@example.com") == (1...10).reversed()) }
        },
        ContractCase("One address that is created 20 times at once is one mailbox") { store in
            let creations = try await atOnce(20) { number in
                let mailbox = try Sample.mailbox(number % 2 == 0 ? "a@example.com" : "A@example.com", owner: "owner \(number)")
                return try await store.create(mailbox, within: Sample.plan(mailboxes: 1), reclaims: number % 3 == 0, now: Sample.now)
            }
            let made = creations.compactMap { if case .created(let mailbox, _) = $0 { mailbox } else { nil } }
            #expect(made.count == 1)
            #expect(creations.count { $0 == .addressTaken } == 19)
            #expect(try await store.mailbox(try EmailAddress("a@example.com")) == made.first)
        },
        ContractCase("An expired address that is taken over 10 times at once is one mailbox") { store in
            try await store.add("a@example.com", minutes: 1)
            try await store.add("m1", to: "a@example.com")
            let later = Sample.now.adding(minutes: 1)
            let creations = try await atOnce(10) { number in
                let mailbox = try Sample.mailbox("a@example.com", owner: "owner \(number)", start: later)
                return try await store.create(mailbox, within: Sample.plan(), reclaims: true, now: later)
            }
            #expect(creations.count { $0 == .addressTaken } == 9)
            let found = try #require(try await store.mailbox(try EmailAddress("a@example.com")))
            #expect(creations.contains { if case .created(found, _) = $0 { true } else { false } })
            #expect(found.firstSeq == 1)
        },
        ContractCase("20 creations at once within a plan of 5 make 5") { store in
            let creations = try await atOnce(20) { number in
                let mailbox = try Sample.mailbox("box\(number)@example.com", owner: "jane")
                return try await store.create(mailbox, within: Sample.plan(mailboxes: 5), reclaims: false, now: Sample.now)
            }
            #expect(creations.count { $0 == .limitReached } == 15)
            var found = 0
            for number in 0..<20 where try await store.mailbox(try EmailAddress("box\(number)@example.com")) != nil { found += 1 }
            #expect(found == 5)
        },
        ContractCase("A raw mail that two messages have is released once when both are deleted at once") { store in
            let addresses = ["a@example.com", "b@example.com"]
            for address in addresses { try await store.add(address) }
            for round in 0..<10 {
                for address in addresses { try await store.add("m\(round)", to: address) }
                let released = try await atOnce(2) { number in
                    let message = try Sample.message("m\(round)", to: addresses[number])
                    return try await store.delete(message.id, in: message.mailbox) ?? ["not there"]
                }
                #expect(released.joined().elementsEqual(Self.released(["m\(round)"])))
            }
        },
        ContractCase("One message that is deleted 5 times at once is deleted once") { store in
            try await store.add("a@example.com")
            let message = try await store.add("m1", to: "a@example.com")
            try await store.add("m2", to: "a@example.com")
            let released = try await atOnce(5) { _ in try await store.delete(message.id, in: message.mailbox) }
            #expect(released.compactMap { $0 } == [Self.released(["m1"])])
            #expect(try await store.mailbox(message.mailbox)?.messageCount == 1)
        },
        ContractCase("A mailbox that ends while mail comes in keeps none of it") { store in
            try await store.add("a@example.com")
            let address = try EmailAddress("a@example.com")
            let commits = try await atOnce(20) { number -> MessageCommit? in
                guard number == 10 else {
                    return try await store.commit(
                        try Sample.message("m\(number)", to: "a@example.com"), within: Sample.plan(), now: Sample.now)
                }
                _ = try await store.delete(address)
                return nil
            }
            for case .refused(let refusal)? in commits { #expect(refusal == .expired) }
            #expect(try await store.mailbox(address)?.messageCount == 0)
            #expect(try await store.allPages(of: 100) == [])
        },
    ]
}
