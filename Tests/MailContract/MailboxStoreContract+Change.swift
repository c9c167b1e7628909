import Mail
import Testing

extension MailboxStoreContract {
    static let change: [ContractCase<any MailboxStore>] = [
        ContractCase("A mailbox is changed, part by part, and the rest of it stays") { store in
            try await store.add("Jane@example.com", owner: "jane")
            try await store.add("m1", to: "jane@example.com")
            var expected = try #require(try await store.mailbox(try EmailAddress("jane@example.com")))
            func check(_ change: MailboxChange, _ expect: (inout Mailbox) -> Void) async throws {
                expect(&expected)
                #expect(try await store.change(try EmailAddress("JANE@example.com"), change, now: Sample.now) == expected)
                #expect(try await store.mailbox(expected.address) == expected)
            }
            try await check(MailboxChange()) { _ in }
            try await check(MailboxChange(label: "Sign-up 'ü' 🎉")) { $0.label = "Sign-up 'ü' 🎉" }
            try await check(MailboxChange(metadata: ["run": "1", "ü\u{0}": "\"", "": ""])) {
                $0.metadata = ["run": "1", "ü\u{0}": "\"", "": ""]
            }
            let end = Sample.now.adding(minutes: 600)
            try await check(MailboxChange(expiresAt: end)) { $0.expiresAt = end }
            try await check(MailboxChange(metadata: ["b": "2"])) { $0.metadata = ["b": "2"] }
            try await check(MailboxChange(label: "")) { $0.label = "" }
            try await check(MailboxChange(label: .some(nil))) { $0.label = nil }
            try await check(MailboxChange(metadata: [:])) { $0.metadata = [:] }
            let all = MailboxChange(expiresAt: Sample.now.adding(minutes: 5), label: "x", metadata: ["y": "z"])
            try await check(all) { $0 = all.applied(to: $0) }
            try await check(all) { _ in }
        },
        ContractCase("A mailbox without an owner is changed, and others are not") { store in
            try await store.add("a@example.com")
            try await store.add("b@example.com")
            let other = try await store.mailbox(try EmailAddress("b@example.com"))
            let change = MailboxChange(expiresAt: Sample.now.adding(minutes: 90), label: "x", metadata: ["y": "z"])
            let changed = try await store.change(try EmailAddress("a@example.com"), change, now: Sample.now)
            #expect(changed?.expiresAt == change.expiresAt && changed?.label == "x" && changed?.metadata == ["y": "z"])
            #expect(try await store.mailbox(try EmailAddress("b@example.com")) == other)
        },
        ContractCase("There is nothing to change where no open mailbox is, and nothing is made or revived") { store in
            for name in ["deleted", "ended"] { try await store.add("\(name)@example.com", owner: "jane", minutes: 10) }
            _ = try await store.delete(try EmailAddress("deleted@example.com"))
            let end = Sample.now.adding(minutes: 10)
            for name in ["deleted", "ended", "unknown"] {
                let address = try EmailAddress("\(name)@example.com")
                let before = try await store.mailbox(address)
                for change in [MailboxChange(expiresAt: end.adding(minutes: 60)), MailboxChange(label: "x"), MailboxChange()] {
                    #expect(try await store.change(address, change, now: end) == nil)
                }
                #expect(try await store.mailbox(address) == before)
            }
            #expect(try await store.openMailboxes(of: "jane", now: end) == 0)
        },
        ContractCase("An extended mailbox goes on showing and taking mail, and keeps its place in its owner's plan") { store in
            let plan = Sample.plan(mailboxes: 1)
            try await store.add("a@example.com", owner: "jane", minutes: 10)
            let first = try await store.add("m1", to: "a@example.com")
            let end = Sample.now.adding(minutes: 10)
            let last = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
            let extended = try await store.change(first.mailbox, MailboxChange(expiresAt: end.adding(minutes: 10)), now: last)
            #expect(extended?.expiresAt == end.adding(minutes: 10))
            let second = try Sample.message("m2", to: "a@example.com")
            guard case .stored = try await store.commit(second, within: Sample.plan(), now: end) else {
                throw Unexpected(description: "the extended mailbox takes no mail")
            }
            #expect(try await store.numbers(in: "a@example.com", now: end) == [2, 1])
            #expect(try await store.openMailboxes(of: "jane", now: end) == 1)
            let other = try Sample.mailbox("b@example.com", owner: "jane", start: end)
            #expect(try await store.create(other, within: plan, reclaims: false, now: end) == .limitReached)
            let later = end.adding(minutes: 10)
            #expect(try await store.openMailboxes(of: "jane", now: later) == 0)
            #expect(try await store.create(other, within: plan, reclaims: false, now: later) == .created(other))
        },
        ContractCase("A shortened mailbox ends at its new end, and gives its place back then") { store in
            let plan = Sample.plan(mailboxes: 1)
            try await store.add("a@example.com", owner: "jane", minutes: 60)
            let message = try await store.add("m1", to: "a@example.com")
            let end = Sample.now.adding(minutes: 5)
            #expect(try await store.change(message.mailbox, MailboxChange(expiresAt: end), now: Sample.now)?.expiresAt == end)
            #expect(try await store.numbers(in: "a@example.com", now: end) == [])
            #expect(try await store.commit(try Sample.message("m2", to: "a@example.com"), within: plan, now: end) == .refused(.expired))
            #expect(try await store.openMailboxes(of: "jane", now: end) == 0)
            let other = try Sample.mailbox("b@example.com", owner: "jane", start: end)
            #expect(try await store.create(other, within: plan, reclaims: false, now: end) == .created(other))
        },
        ContractCase("A mailbox whose end is moved to now has ended, and can be ended so once") { store in
            try await store.add("a@example.com", owner: "jane")
            let address = try EmailAddress("a@example.com")
            #expect(try await store.change(address, MailboxChange(expiresAt: Sample.now), now: Sample.now)?.expiresAt == Sample.now)
            #expect(try await store.change(address, MailboxChange(expiresAt: Sample.now), now: Sample.now) == nil)
            #expect(try await store.openMailboxes(of: "jane", now: Sample.now) == 0)
        },
        ContractCase("A mailbox that takes an address over has nothing of what was kept with the one before") { store in
            try await store.add("a@example.com", owner: "jane")
            let address = try EmailAddress("a@example.com")
            _ = try await store.change(address, MailboxChange(label: "x", metadata: ["y": "z"]), now: Sample.now)
            _ = try await store.delete(address)
            let again = try Sample.mailbox("a@example.com", owner: "jane")
            #expect(try await store.create(again, within: Sample.plan(), reclaims: true, now: Sample.now) == .created(again))
            #expect(try await store.mailbox(address) == again)
        },
    ]

    static let changeRaces: [ContractCase<any MailboxStore>] = [
        ContractCase("A change among 30 commits at once is made, and no mail is lost") { store in
            try await store.add("a@example.com", owner: "jane")
            let address = try EmailAddress("a@example.com")
            let end = Sample.now.adding(minutes: 600)
            let results = try await atOnce(33) { number -> Bool in
                guard number % 11 == 5 else {
                    let message = try Sample.message("m\(number)", to: "a@example.com")
                    guard case .stored = try await store.commit(message, within: Sample.plan(), now: Sample.now) else { return false }
                    return true
                }
                return try await store.change(address, MailboxChange(expiresAt: end, label: "x"), now: Sample.now) != nil
            }
            #expect(!results.contains(false))
            #expect(try await store.numbers(in: "a@example.com") == (1...30).reversed())
            let mailbox = try #require(try await store.mailbox(address))
            #expect(mailbox.expiresAt == end && mailbox.label == "x" && mailbox.seq == 30 && mailbox.messageCount == 30)
        },
        ContractCase("Changes of different parts at once are all made, and of one part one stands") { store in
            try await store.add("a@example.com", owner: "jane")
            let address = try EmailAddress("a@example.com")
            let changed = try await atOnce(15) { number in
                let change =
                    switch number % 3 {
                    case 0: MailboxChange(expiresAt: Sample.now.adding(minutes: 100 + number))
                    case 1: MailboxChange(label: "label \(number)")
                    default: MailboxChange(metadata: ["number": "\(number)"])
                    }
                return try await store.change(address, change, now: Sample.now)
            }
            #expect(changed.count { $0 != nil } == 15)
            let mailbox = try #require(try await store.mailbox(address))
            #expect((0..<5).contains { mailbox.expiresAt == Sample.now.adding(minutes: 100 + 3 * $0) })
            #expect((0..<5).contains { mailbox.label == "label \(3 * $0 + 1)" })
            #expect((0..<5).contains { mailbox.metadata == ["number": "\(3 * $0 + 2)"] })
            #expect(try await store.openMailboxes(of: "jane", now: Sample.now.adding(minutes: 99)) == 1)
            #expect(try await store.openMailboxes(of: "jane", now: mailbox.expiresAt) == 0)
        },
        ContractCase("A mailbox that is deleted while it is changed stays deleted, and its place is given back once") { store in
            for round in 0..<5 {
                try await store.add("box\(round)@example.com", owner: "jane")
                let address = try EmailAddress("box\(round)@example.com")
                let change = MailboxChange(expiresAt: Sample.now.adding(minutes: 600), label: "x")
                _ = try await atOnce(6) { number in
                    if number == 3 {
                        _ = try await store.delete(address)
                    } else {
                        _ = try await store.change(address, change, now: Sample.now)
                    }
                }
                #expect(try await store.mailbox(address)?.state == .deleted)
            }
            try await expectRoomForOne(of: "jane", now: Sample.now, in: store)
        },
        ContractCase("A mailbox that ends while it is changed is counted as it is") { store in
            let plan = Sample.plan(mailboxes: 1)
            let end = Sample.now.adding(minutes: 10)
            let last = Timestamp(millisecondsSince1970: end.millisecondsSince1970 - 1)
            for round in 0..<5 {
                let address = try EmailAddress("box\(round)@example.com")
                let start = end.adding(minutes: -10)
                guard
                    case .created = try await store.create(
                        try Sample.mailbox("box\(round)@example.com", owner: "jane", start: start, minutes: 10), within: plan,
                        reclaims: false,
                        now: start)
                else { throw Unexpected(description: "round \(round): there is no room") }
                // Those that change are a moment behind those that see it end.
                let changed = try await atOnce(8) { number -> Bool in
                    if number % 2 == 0 {
                        return try await store.change(address, MailboxChange(expiresAt: end.adding(minutes: 60)), now: last) != nil
                    }
                    let other = try Sample.mailbox("other\(round)-\(number)@example.com", owner: "jane", start: end)
                    _ = try await store.create(other, within: plan, reclaims: false, now: end)
                    return false
                }
                let mailbox = try #require(try await store.mailbox(address))
                #expect(mailbox.expiresAt == (changed.contains(true) ? end.adding(minutes: 60) : end))
                #expect(try await (1...2).contains(store.openMailboxes(of: "jane", now: end)))
                for mailbox in try await store.mailboxes(of: "jane", after: nil, limit: 100) { _ = try await store.delete(mailbox.address) }
            }
            try await expectRoomForOne(of: "jane", now: end, in: store)
        },
    ]

    /// Whether an owner without mailboxes gets one, and no second, on a plan of one.
    private static func expectRoomForOne(of owner: String, now: Timestamp, in store: any MailboxStore) async throws {
        #expect(try await store.openMailboxes(of: owner, now: now) == 0)
        let first = try Sample.mailbox("first@example.com", owner: owner, start: now)
        let second = try Sample.mailbox("second@example.com", owner: owner, start: now)
        #expect(try await store.create(first, within: Sample.plan(mailboxes: 1), reclaims: false, now: now) == .created(first))
        #expect(try await store.create(second, within: Sample.plan(mailboxes: 1), reclaims: false, now: now) == .limitReached)
    }
}
