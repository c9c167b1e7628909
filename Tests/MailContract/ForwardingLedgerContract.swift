import Forwarding
import Mail
import Testing

/// What every ``ForwardingLedger`` does: DynamoDB on AWS, and the one in memory.
public enum ForwardingLedgerContract {
    /// All cases, for a parameterised test; each wants a ledger of its own.
    public static var all: [ContractCase<any ForwardingLedger>] { opening + claims + events + reading + races }

    static let opening: [ContractCase<any ForwardingLedger>] = [
        ContractCase("A mail that nobody has opened has no entries") { ledger in
            #expect(try await ledger.entries(of: "m1") == [])
            #expect(try await ledger.open([], now: Sample.now) == [])
        },
        ContractCase("What is opened is there, with all that it says") { ledger in
            var entries = try LedgerSample.entries("m1", to: #""A b"@x.example"#, targets: ["Jane@y.example", "日本@例え.テスト"])
            entries[0].reason = "läter: \"x\""
            entries[1].state = .failed
            let opened = try await ledger.open(entries, now: Sample.now)
            #expect(LedgerSample.sorted(opened) == LedgerSample.sorted(entries))
            let found = LedgerSample.sorted(try await ledger.entries(of: "m1"))
            #expect(found == LedgerSample.sorted(entries))
            // Equality leaves letter case out.
            #expect(Set(found.compactMap(\.target?.description)) == ["Jane@y.example", "日本@例え.テスト"])
            #expect(Set(found.map(\.recipient.description)) == [entries[0].recipient.description])
        },
        ContractCase("A recipient that is opened twice is opened once, whatever comes the second time") { ledger in
            let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: ["b@y.example"])
            _ = try await ledger.open(entries, now: Sample.now)
            let key = entries[0].key
            let claimed = try #require(try await ledger.claim(key, until: LedgerSample.lease, now: Sample.now))
            #expect(try await ledger.settle(key, attempt: 1, LedgerChange(.sent, sesID: "s1", rung: 2), now: Sample.now))
            let other = try LedgerSample.entries("m1", to: "A@X.example", targets: ["b@y.example", "c@y.example"])
            let known = try await ledger.open(other, now: Sample.now.adding(minutes: 1))
            var expected = claimed
            (expected.state, expected.leaseUntil, expected.sesID, expected.rung) = (.sent, nil, "s1", 2)
            #expect(known == [expected])
            #expect(try await ledger.entries(of: "m1") == [expected])
        },
        ContractCase("A recipient is the same however its domain is written") { ledger in
            let entries = try LedgerSample.entries("m1", to: "a@bücher.example", targets: ["b@y.example"])
            _ = try await ledger.open(entries, now: Sample.now)
            let key = entries[0].key
            #expect(try await ledger.claim(key, until: LedgerSample.lease, now: Sample.now) != nil)
            let known = try await ledger.open(
                try LedgerSample.entries("m1", to: "a@xn--bcher-kva.example", targets: ["b@y.example"]), now: Sample.now)
            #expect(known.map(\.state) == [.sending])
        },
        ContractCase("Recipients of a mail, and mails, have entries of their own") { ledger in
            for (mail, recipient) in [("m1", "a@x.example"), ("m1", "b@x.example"), ("m2", "a@x.example")] {
                let entries = try LedgerSample.entries(mail, to: recipient, targets: ["c@y.example"])
                #expect(try await ledger.open(entries, now: Sample.now) == entries)
            }
            #expect(try await ledger.entries(of: "m1").map(\.recipient.key).sorted() == ["a@x.example", "b@x.example"])
            #expect(try await ledger.entries(of: "m2").map(\.recipient.key) == ["a@x.example"])
        },
        ContractCase("A recipient that led nowhere is routed later: the entries take the place of the one without a target") { ledger in
            let unrouted = try LedgerSample.unrouted("m1", to: "a@x.example", reason: "aliases_unavailable")
            #expect(try await ledger.open([unrouted], now: Sample.now) == [unrouted])
            // It cannot be sent.
            #expect(try await ledger.claim(unrouted.key, until: LedgerSample.lease, now: Sample.now) == nil)
            let again = try LedgerSample.unrouted("m1", to: "a@x.example", reason: "cycle")
            #expect(try await ledger.open([again], now: Sample.now) == [again])
            #expect(try await ledger.entries(of: "m1") == [again])
            let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: ["b@y.example", "c@y.example"])
            #expect(LedgerSample.sorted(try await ledger.open(entries, now: Sample.now)) == LedgerSample.sorted(entries))
            #expect(LedgerSample.sorted(try await ledger.entries(of: "m1")) == LedgerSample.sorted(entries))
            // And then no others.
            #expect(LedgerSample.sorted(try await ledger.open([unrouted], now: Sample.now)) == LedgerSample.sorted(entries))
        },
        ContractCase("A recipient that is refused for good stays so") { ledger in
            var refused = try LedgerSample.unrouted("m1", to: "a@x.example", reason: "unknown_alias")
            refused.state = .refused
            _ = try await ledger.open([refused], now: Sample.now)
            let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: ["b@y.example"])
            #expect(try await ledger.open(entries, now: Sample.now) == [refused])
            #expect(try await ledger.entries(of: "m1") == [refused])
        },
        ContractCase("A recipient that led nowhere and was given up is not routed later") { ledger in
            for (mail, targets) in [("m1", 1), ("m2", 150)] {
                let unrouted = try LedgerSample.unrouted(mail, to: "a@x.example", reason: "cycle")
                _ = try await ledger.open([unrouted], now: Sample.now)
                let failed = try #require(
                    try await ledger.settle(unrouted.key, from: [.pending], LedgerChange(.failed, reason: "cycle"), now: Sample.now))
                let entries = try LedgerSample.entries(mail, to: "a@x.example", targets: (0..<targets).map { "b\($0)@y.example" })
                #expect(try await ledger.open(entries, now: Sample.now) == [failed])
                #expect(try await ledger.entries(of: mail) == [failed])
            }
        },
        ContractCase("150 targets are opened, and opened once") { ledger in
            let targets = (0..<150).map { "b\($0)@y.example" }
            let entries = try LedgerSample.entries("m1", to: "a@x.example", targets: targets)
            #expect(LedgerSample.sorted(try await ledger.open(entries, now: Sample.now)) == LedgerSample.sorted(entries))
            let others = try LedgerSample.entries("m1", to: "a@x.example", targets: (0..<160).map { "c\($0)@y.example" })
            #expect(LedgerSample.sorted(try await ledger.open(others, now: Sample.now)) == LedgerSample.sorted(entries))
            #expect(LedgerSample.sorted(try await ledger.entries(of: "m1")) == LedgerSample.sorted(entries))
        },
        ContractCase("A recipient that led nowhere is routed to 99, 100 and 250 targets") { ledger in
            for count in [99, 100, 250] {
                let unrouted = try LedgerSample.unrouted("m\(count)", to: "a@x.example", reason: "cycle")
                _ = try await ledger.open([unrouted], now: Sample.now)
                let entries = try LedgerSample.entries("m\(count)", to: "a@x.example", targets: (0..<count).map { "b\($0)@y.example" })
                #expect(LedgerSample.sorted(try await ledger.open(entries, now: Sample.now)) == LedgerSample.sorted(entries))
                #expect(LedgerSample.sorted(try await ledger.entries(of: "m\(count)")) == LedgerSample.sorted(entries))
            }
        },
    ]
}

/// Entries for tests.
enum LedgerSample {
    /// Five minutes from ``Sample/now``.
    static let lease = Sample.now.adding(minutes: 5)

    static func entries(_ mail: String, to recipient: String, targets: [String], at received: Timestamp = Sample.now) throws
        -> [LedgerEntry]
    {
        let recipient = try EmailAddress(recipient)
        return try targets.map { text in
            let target = try EmailAddress(text)
            return LedgerEntry(
                key: LedgerKey(mail: mail, recipient: recipient, target: target), recipient: recipient, target: target, state: .pending,
                receivedAt: received, rawKey: mail)
        }
    }

    static func unrouted(_ mail: String, to recipient: String, reason: String) throws -> LedgerEntry {
        let recipient = try EmailAddress(recipient)
        return LedgerEntry(
            key: LedgerKey(mail: mail, recipient: recipient), recipient: recipient, target: nil, state: .pending, reason: reason,
            receivedAt: Sample.now, rawKey: mail)
    }

    static func sorted(_ entries: [LedgerEntry]) -> [LedgerEntry] {
        entries.sorted { ($0.key.mail, $0.key.entry) < ($1.key.mail, $1.key.entry) }
    }
}
