import Mail
import Testing

extension AccountStoreContract {
    static let keys: [ContractCase<any AccountStore & MailboxStore>] = [
        ContractCase("A key is read back by its hash as it was") { store in
            try await store.addAccounts("jane")
            var keys = [
                Sample.key(1, of: "jane", scopes: []), Sample.key(2, of: "jane", scopes: Set(Scope.allCases)), Sample.key(3, of: "jane"),
            ]
            keys[0].name = "it's \"so\" ü 🎉"
            keys[1].name = ""
            keys[1].expiresAt = Timestamp(millisecondsSince1970: .max)
            keys[2].expiresAt = Sample.now
            keys[2].lastUsedAt = Sample.now
            for key in keys { #expect(try await store.add(key, limit: 10) == .added) }
            for key in keys { #expect(try await store.key(hash: key.hash) == key) }
            #expect(try await store.key(hash: Sample.key(4, of: "jane").hash) == nil)
            #expect(try await store.key(hash: []) == nil)
            #expect(try await store.key(hash: Array(keys[0].hash.dropLast())) == nil)
        },
        ContractCase("The keys of an account are listed oldest first, and nobody else's") { store in
            try await store.addAccounts("jane", "john", "jan")
            for number in [3, 1, 2, 10] { #expect(try await store.add(Sample.key(number, of: "jane"), limit: 10) == .added) }
            #expect(try await store.add(Sample.key(5, of: "john"), limit: 10) == .added)
            #expect(try await store.keys(of: "jane") == [1, 2, 3, 10].map { Sample.key($0, of: "jane") })
            #expect(try await store.keys(of: "john") == [Sample.key(5, of: "john")])
            for none in ["jan", "nobody", ""] { #expect(try await store.keys(of: none) == []) }
        },
        ContractCase("120 keys are listed") { store in
            try await store.addAccounts("jane")
            _ = try await atOnce(120) { try await store.add(Sample.key($0, of: "jane"), limit: 120) }
            #expect(try await store.keys(of: "jane").map(\.name) == (0..<120).map { "key \($0)" })
        },
        ContractCase("Who has no account gets no key") { store async throws in
            let key = Sample.key(1, of: "nobody")
            for limit in [10, 0] { #expect(try await store.add(key, limit: limit) == .unknownAccount) }
            #expect(try await store.key(hash: key.hash) == nil)
            #expect(try await store.keys(of: "nobody") == [])
            #expect(try await store.account("nobody") == nil)
        },
        ContractCase("An account has as many keys as it may have") { store in
            try await store.addAccounts("jane", "john")
            for number in 1...2 { #expect(try await store.add(Sample.key(number, of: "jane"), limit: 2) == .added) }
            let third = Sample.key(3, of: "jane")
            for limit in [2, 1, 0, -1] { #expect(try await store.add(third, limit: limit) == .limitReached) }
            #expect(try await store.key(hash: third.hash) == nil)
            #expect(try await store.keys(of: "jane").count == 2)
            for limit in [0, -1] { #expect(try await store.add(Sample.key(4, of: "john"), limit: limit) == .limitReached) }
            #expect(try await store.add(Sample.key(4, of: "john"), limit: 1) == .added)
            #expect(try await store.add(third, limit: 3) == .added)
        },
        ContractCase("The use of a key is noted, and nothing else of it changes") { store in
            try await store.addAccounts("jane")
            var keys = [Sample.key(1, of: "jane"), Sample.key(2, of: "jane")]
            for key in keys { #expect(try await store.add(key, limit: 10) == .added) }
            for minutes in [1, 5] {
                var outdated = keys[0]
                outdated.name = "another"
                outdated.scopes = Set(Scope.allCases)
                try await store.touch(outdated, at: Sample.now.adding(minutes: minutes))
                keys[0].lastUsedAt = Sample.now.adding(minutes: minutes)
                #expect(try await store.key(hash: keys[0].hash) == keys[0])
            }
            #expect(try await store.keys(of: "jane") == keys)
            let unknown = Sample.key(3, of: "jane")
            try await store.touch(unknown, at: Sample.now)
            #expect(try await store.key(hash: unknown.hash) == nil)
        },
    ]

    static let revoking: [ContractCase<any AccountStore & MailboxStore>] = [
        ContractCase("A revoked key says so, is still listed, and keeps its time") { store in
            try await store.addAccounts("jane")
            var keys = [Sample.key(1, of: "jane"), Sample.key(2, of: "jane")]
            for key in keys { #expect(try await store.add(key, limit: 10) == .added) }
            for minutes in 1...3 { #expect(try await store.revoke(keys[0].id, of: "jane", at: Sample.now.adding(minutes: minutes))) }
            keys[0].revokedAt = Sample.now.adding(minutes: 1)
            #expect(try await store.key(hash: keys[0].hash) == keys[0])
            #expect(try await store.keys(of: "jane") == keys)
            try await store.touch(keys[0], at: Sample.now)
            keys[0].lastUsedAt = Sample.now
            #expect(try await store.key(hash: keys[0].hash) == keys[0])
        },
        ContractCase("A key is revoked by the account that has it, and by no other") { store in
            try await store.addAccounts("jane", "john")
            let key = Sample.key(1, of: "jane")
            #expect(try await store.add(key, limit: 10) == .added)
            for (id, name) in [(key.id, "john"), (key.id, "nobody"), (key.id, ""), (Sample.key(2, of: "jane").id, "jane"), ("", "jane")] {
                #expect(try await store.revoke(id, of: name, at: Sample.now) == false)
            }
            #expect(try await store.key(hash: key.hash) == key)
        },
        ContractCase("A key that is revoked makes room for one, however often it is revoked") { store in
            try await store.addAccounts("jane")
            for number in 1...2 { #expect(try await store.add(Sample.key(number, of: "jane"), limit: 2) == .added) }
            for _ in 1...3 { #expect(try await store.revoke(Sample.key(1, of: "jane").id, of: "jane", at: Sample.now)) }
            #expect(try await store.add(Sample.key(3, of: "jane"), limit: 2) == .added)
            #expect(try await store.add(Sample.key(4, of: "jane"), limit: 2) == .limitReached)
        },
        ContractCase("What an account is on and its keys do not touch each other") { store in
            try await store.addAccounts("jane")
            #expect(try await store.add(Sample.key(1, of: "jane"), limit: 2) == .added)
            let subscription = Subscription(plan: "local", since: Sample.now)
            #expect(try await store.subscribe("jane", to: subscription))
            #expect(try await store.add(Sample.key(2, of: "jane"), limit: 2) == .added)
            #expect(try await store.add(Sample.key(3, of: "jane"), limit: 2) == .limitReached)
            #expect(try await store.account("jane") == Account(name: "jane", createdAt: Sample.now, subscription: subscription))
            #expect(try await store.subscribe("jane", to: nil))
            #expect(try await store.add(Sample.key(3, of: "jane"), limit: 2) == .limitReached)
        },
    ]

    static let races: [ContractCase<any AccountStore & MailboxStore>] = [
        ContractCase("One name that is added 20 times at once is one account") { store in
            let added = try await atOnce(20) {
                try await store.add(Account(name: "jane", createdAt: Sample.now.adding(minutes: $0))) ? $0 : nil
            }
            let first = added.compactMap { $0 }
            #expect(first.count == 1)
            #expect(try await store.account("jane")?.createdAt == first.first.map { Sample.now.adding(minutes: $0) })
        },
        ContractCase("64 keys at once within a limit of 10 are 10") { store in
            try await store.addAccounts("jane")
            let additions = try await atOnce(64) { (number: $0, result: try await store.add(Sample.key($0, of: "jane"), limit: 10)) }
            let added = additions.filter { $0.result == .added }.map(\.number).sorted()
            #expect(added.count == 10)
            #expect(additions.count { $0.result == .limitReached } == 54)
            #expect(try await store.keys(of: "jane") == added.map { Sample.key($0, of: "jane") })
        },
        ContractCase("A key that is revoked 10 times at once makes room for one") { store in
            try await store.addAccounts("jane")
            for number in 1...2 { #expect(try await store.add(Sample.key(number, of: "jane"), limit: 2) == .added) }
            let key = Sample.key(1, of: "jane")
            let revoked = try await atOnce(10) { try await store.revoke(key.id, of: "jane", at: Sample.now.adding(minutes: $0)) }
            #expect(!revoked.contains(false))
            let additions = try await atOnce(5) { try await store.add(Sample.key(3 + $0, of: "jane"), limit: 2) }
            #expect(additions.count { $0 == .added } == 1)
            let time = try #require(try await store.key(hash: key.hash)?.revokedAt)
            #expect((0..<10).contains { time == Sample.now.adding(minutes: $0) })
        },
        ContractCase("Keys that are added, revoked and used at once, beside a change of the plan, are counted as they are") { store in
            try await store.addAccounts("jane")
            for number in 0..<8 { #expect(try await store.add(Sample.key(number, of: "jane"), limit: 8) == .added) }
            let additions = try await atOnce(32) { number -> KeyAddition? in
                let old = Sample.key(number / 4, of: "jane")
                switch number % 4 {
                case 0: _ = try await store.revoke(old.id, of: "jane", at: Sample.now)
                case 1: try await store.touch(old, at: Sample.now)
                case 2: _ = try await store.subscribe("jane", to: Subscription(plan: "local", since: Sample.now))
                default: return try await store.add(Sample.key(100 + number, of: "jane"), limit: 8)
                }
                return nil
            }
            let keys = try await store.keys(of: "jane")
            let left = keys.count { $0.revokedAt == nil }
            #expect(left == additions.count { $0 == .added } && keys.count == 8 + left)
            #expect(keys.prefix(8).allSatisfy { $0.revokedAt == Sample.now && $0.lastUsedAt == Sample.now })
            #expect(try await store.account("jane")?.subscription?.plan == "local")
            // As many as are left to the limit, and no more.
            for number in 0..<(8 - left) { #expect(try await store.add(Sample.key(200 + number, of: "jane"), limit: 8) == .added) }
            #expect(try await store.add(Sample.key(300, of: "jane"), limit: 8) == .limitReached)
        },
    ]
}

extension AccountStore {
    /// Adds accounts that were made at `Sample.now` and are on nothing.
    fileprivate func addAccounts(_ names: String...) async throws {
        for name in names {
            guard try await add(Account(name: name, createdAt: Sample.now)) else {
                throw Unexpected(description: "\(name) could not be added")
            }
        }
    }
}
