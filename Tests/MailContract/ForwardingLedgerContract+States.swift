import Forwarding
import Mail
import Testing

extension ForwardingLedgerContract {
    static let claims: [ContractCase<any ForwardingLedger>] = [
        ContractCase("A pending entry is claimed once while the lease lasts") { ledger in
            let entry = try await ledger.add("m1")
            var expected = entry
            (expected.state, expected.attempts, expected.leaseUntil) = (.sending, 1, LedgerSample.lease)
            #expect(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now) == expected)
            #expect(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now) == nil)
            let before = Timestamp(millisecondsSince1970: LedgerSample.lease.millisecondsSince1970 - 1)
            #expect(try await ledger.claim(entry.key, until: before, now: before) == nil)
            #expect(try await ledger.entries(of: "m1") == [expected])
        },
        ContractCase("When the lease is over, somebody else may claim") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            let later = LedgerSample.lease.adding(minutes: 5)
            let claimed = try #require(try await ledger.claim(entry.key, until: later, now: LedgerSample.lease))
            #expect(claimed.attempts == 2 && claimed.leaseUntil == later && claimed.state == .sending)
        },
        ContractCase("Nobody claims what is not there, or what has come to its end") { ledger in
            let entry = try await ledger.add("m1")
            let none = LedgerKey(mail: "m1", recipient: entry.recipient, target: try EmailAddress("none@y.example"))
            #expect(try await ledger.claim(none, until: LedgerSample.lease, now: Sample.now) == nil)
            for state in LedgerState.allCases where state.isFinal {
                _ = try await ledger.settle(entry.key, from: Set(LedgerState.allCases), LedgerChange(state), now: Sample.now)
                #expect(
                    try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now.adding(minutes: 60)) == nil, "\(state)")
            }
            #expect(try await ledger.entries(of: "m1").map(\.attempts) == [0])
        },
        ContractCase("Who has claimed settles, once") { ledger in
            let entry = try await ledger.add("m1")
            #expect(try await ledger.settle(entry.key, attempt: 0, LedgerChange(.sent), now: Sample.now) == false)
            var expected = try #require(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now))
            let change = LedgerChange(.sent, reason: "note: x", sesID: "0100-s", rung: 3)
            #expect(try await ledger.settle(entry.key, attempt: 1, change, now: Sample.now))
            (expected.state, expected.reason, expected.leaseUntil) = (.sent, "note: x", nil)
            (expected.sesID, expected.rung) = ("0100-s", 3)
            #expect(try await ledger.entries(of: "m1") == [expected])
            #expect(try await ledger.settle(entry.key, attempt: 1, LedgerChange(.failed), now: Sample.now) == false)
            #expect(try await ledger.entries(of: "m1") == [expected])
        },
        ContractCase("A stale attempt settles nothing") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            let longer = LedgerSample.lease.adding(minutes: 5)
            let claimed = try #require(try await ledger.claim(entry.key, until: longer, now: LedgerSample.lease))
            #expect(try await ledger.settle(entry.key, attempt: 1, LedgerChange(.failed), now: LedgerSample.lease) == false)
            #expect(try await ledger.entries(of: "m1") == [claimed])
            #expect(try await ledger.settle(entry.key, attempt: 2, LedgerChange(.sent), now: LedgerSample.lease))
        },
        ContractCase("What is given back is claimed again, and the attempts go on") { ledger in
            let entry = try await ledger.add("m1")
            for attempt in 1...3 {
                let claimed = try #require(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now))
                #expect(claimed.attempts == attempt)
                let back = LedgerChange(.pending, reason: "throttled")
                #expect(try await ledger.settle(entry.key, attempt: attempt, back, now: Sample.now))
            }
            #expect(try await ledger.entries(of: "m1").map(\.leaseUntil) == [nil])
        },
        ContractCase("One of which nobody knows whether it was sent is left alone until its lease ends") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            let longer = LedgerSample.lease.adding(minutes: 10)
            let change = LedgerChange(.sending, reason: "no_answer", rung: 1, leaseUntil: longer)
            #expect(try await ledger.settle(entry.key, attempt: 1, change, now: Sample.now))
            #expect(try await ledger.claim(entry.key, until: longer, now: LedgerSample.lease) == nil)
            let claimed = try #require(try await ledger.claim(entry.key, until: longer.adding(minutes: 1), now: longer))
            #expect(claimed.attempts == 2 && claimed.reason == "no_answer" && claimed.rung == 1)
        },
    ]

    static let events: [ContractCase<any ForwardingLedger>] = [
        ContractCase("An event settles an entry that is in one of some states, and no other") { ledger in
            let entry = try await ledger.add("m1")
            let change = LedgerChange(.failed, reason: "bounced: 5.1.1")
            #expect(try await ledger.settle(entry.key, from: [], change, now: Sample.now) == nil)
            #expect(try await ledger.settle(entry.key, from: [.sent, .sending], change, now: Sample.now) == nil)
            let none = LedgerKey(mail: "m2", entry: entry.key.entry)
            #expect(try await ledger.settle(none, from: Set(LedgerState.allCases), change, now: Sample.now) == nil)
            #expect(try await ledger.entries(of: "m1") == [entry])
            #expect(try await ledger.entries(of: "m2") == [])
            let claimed = try #require(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now))
            let sent = LedgerChange(.sent, sesID: "s1", rung: 1)
            let settled = try #require(try await ledger.settle(entry.key, from: [.sending], sent, now: Sample.now))
            var expected = claimed
            (expected.state, expected.leaseUntil, expected.sesID, expected.rung) = (.sent, nil, "s1", 1)
            #expect(settled == expected)
            // What was sent is still known when it comes back.
            let failed = try #require(try await ledger.settle(entry.key, from: [.sent, .sending], change, now: Sample.now))
            (expected.state, expected.reason) = (.failed, "bounced: 5.1.1")
            #expect(failed == expected)
            #expect(try await ledger.entries(of: "m1") == [expected])
            #expect(try await ledger.settle(entry.key, from: [.sent, .sending], change, now: Sample.now) == nil)
        },
        ContractCase("Who has claimed settles nothing that an event has settled") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            _ = try await ledger.settle(entry.key, from: [.sending], LedgerChange(.sent, sesID: "s1"), now: Sample.now)
            #expect(try await ledger.settle(entry.key, attempt: 1, LedgerChange(.failed), now: Sample.now) == false)
            #expect(try await ledger.entries(of: "m1").map(\.state) == [.sent])
        },
        ContractCase("What failed is given back") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.settle(entry.key, from: [.pending], LedgerChange(.failed, reason: "x"), now: Sample.now)
            let back = try await ledger.settle(entry.key, from: [.failed, .quarantined], LedgerChange(.pending), now: Sample.now)
            #expect(back == entry)
            #expect(try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)?.attempts == 1)
        },
    ]

    static let reading: [ContractCase<any ForwardingLedger>] = [
        ContractCase("A day has the entries of the mails that came on it, page by page") { ledger in
            // 2026-11-21T08:30; the next day begins 15 and a half hours later.
            let last = Timestamp(millisecondsSince1970: Sample.now.adding(minutes: 15 * 60 + 30).millisecondsSince1970 - 251)
            #expect(last.rfc3339 == "2026-11-21T23:59:59.999Z")
            var expected: [LedgerEntry] = []
            for number in 0..<10 {
                let targets = (0..<3).map { "b\($0)@y.example" }
                let received = number == 9 ? last : Sample.now
                expected += try await ledger.open(
                    try LedgerSample.entries("m\(number)", to: "a@x.example", targets: targets, at: received), now: Sample.now)
            }
            expected += try await ledger.open([try LedgerSample.unrouted("m10", to: "a@x.example", reason: "cycle")], now: Sample.now)
            let next = Timestamp(millisecondsSince1970: last.millisecondsSince1970 + 1)
            let other = try await ledger.open(
                try LedgerSample.entries("m11", to: "a@x.example", targets: ["b@y.example"], at: next), now: next)
            #expect(LedgerSample.sorted(try await ledger.day("2026-11-21")) == LedgerSample.sorted(expected))
            #expect(try await ledger.day("2026-11-22") == other)
            #expect(try await ledger.day("2026-11-20") == [])
        },
        ContractCase("A day shows entries as they have become") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            _ = try await ledger.settle(entry.key, attempt: 1, LedgerChange(.sent, sesID: "s1", rung: 1), now: Sample.now)
            let entries = try await ledger.entries(of: "m1")
            #expect(entries.map(\.state) == [.sent])
            #expect(try await ledger.day("2026-11-21") == entries)
        },
    ]

    static let races: [ContractCase<any ForwardingLedger>] = [
        ContractCase("Of 20 that claim at once one gets it") { ledger in
            let entry = try await ledger.add("m1")
            let claims = try await atOnce(20) { _ in try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now) }
            #expect(claims.compactMap { $0 }.map(\.attempts) == [1])
            let later = try await atOnce(20) { _ in
                try await ledger.claim(entry.key, until: LedgerSample.lease.adding(minutes: 1), now: LedgerSample.lease)
            }
            #expect(later.compactMap { $0 }.map(\.attempts) == [2])
            #expect(try await ledger.entries(of: "m1").map(\.attempts) == [2])
        },
        ContractCase("10 that open a recipient at once, each otherwise, are told the same") { ledger in
            let opened = try await atOnce(10) { number in
                let entries = try LedgerSample.entries(
                    "m1", to: "a@x.example", targets: (0...number % 3).map { "b\(number)-\($0)@y.example" })
                return LedgerSample.sorted(try await ledger.open(entries, now: Sample.now))
            }
            let found = LedgerSample.sorted(try await ledger.entries(of: "m1"))
            #expect(!found.isEmpty && opened.allSatisfy { $0 == found })
        },
        ContractCase("5 that open 150 targets at once are told the same") { ledger in
            let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: (0..<150).map { "b\($0)@y.example" })
            let opened = try await atOnce(5) { _ in LedgerSample.sorted(try await ledger.open(entries, now: Sample.now)) }
            #expect(opened.allSatisfy { $0 == LedgerSample.sorted(entries) })
        },
        ContractCase("5 that route at once what led nowhere are told the same") { ledger in
            _ = try await ledger.open([try LedgerSample.unrouted("m1", to: "a@x.example", reason: "cycle")], now: Sample.now)
            let opened = try await atOnce(5) { number in
                let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: ["b\(number)@y.example"])
                return try await ledger.open(entries, now: Sample.now)
            }
            let found = try await ledger.entries(of: "m1")
            #expect(found.count == 1 && found[0].target != nil && opened.allSatisfy { $0 == found })
        },
        ContractCase("Of a sender and 5 events at once one settles") { ledger in
            let entry = try await ledger.add("m1")
            _ = try await ledger.claim(entry.key, until: LedgerSample.lease, now: Sample.now)
            let settled = try await atOnce(6) { number in
                number == 3
                    ? try await ledger.settle(entry.key, attempt: 1, LedgerChange(.sent), now: Sample.now)
                    : try await ledger.settle(entry.key, from: [.sending], LedgerChange(.failed), now: Sample.now) != nil
            }
            #expect(settled.count { $0 } == 1)
        },
    ]
}

extension ForwardingLedger {
    /// An entry that nothing stands against.
    fileprivate func add(_ mail: String) async throws -> LedgerEntry {
        let opened = try await open(try LedgerSample.entries(mail, to: "a@x.example", targets: ["b@y.example"]), now: Sample.now)
        return try #require(opened.first)
    }

    /// All entries of a day, a page at a time.
    fileprivate func day(_ day: String) async throws -> [LedgerEntry] {
        var found: [LedgerEntry] = []
        var next: String?
        repeat {
            let page = try await entries(ofDay: day, after: next)
            found += page.entries
            next = page.next
            guard found.count <= 10_000 else { throw Unexpected(description: "the pages do not end") }
        } while next != nil
        return found
    }
}
