import Forwarding
import Mail
import Testing

@Suite("What SES says of sent mail")
struct SendingEventTests {
    private func bench() async throws -> ForwarderBench {
        let bench = try ForwarderBench(["hello@example.com": Alias(try EmailAddress("a@x.org"), try EmailAddress("b@x.org"))])
        bench.put("m1", "From: Jane <jane@ex.com>\nTo: hello@example.com\nSubject: Hello\n\nText")
        try await bench.forward(bench.request(to: "hello@example.com"))
        return bench
    }

    private func bounce(_ suppressed: Bool = false, permanent: Bool = true) -> SendingEvent.Kind {
        .bounced(isPermanent: permanent, isSuppressed: suppressed, detail: "Permanent: General: 550 no such user")
    }

    @Test("a mail that is suppressed has failed, and its owner knows by another address")
    func suppressed() async throws {
        let bench = try await bench()
        let event = SendingEvent(bounce(true), sesID: "ses-1", entry: bench.copies[0].entry)
        #expect(try await bench.forwarder().note(event) == .failed)
        #expect(try await bench.forwarder().note(event) == .noted)
        #expect(bench.states() == ["a@x.org failed", "b@x.org sent"])
        #expect(bench.entries()[0].reason?.hasPrefix("suppressed: ") ?? false)
        #expect(bench.notices.map(\.target) == ["b@x.org"])
    }

    @Test("the third mail in a row that bounces for good disables the target, once; a delivery between begins anew")
    func disables() async throws {
        let bench = try await bench()
        let target = try EmailAddress("a@x.org")
        var outcomes: [Forwarder.EventOutcome] = []
        for number in 1...5 {
            bench.put("n\(number)", "From: jane@ex.com\nTo: hello@example.com\nSubject: \(number)\n\nText")
            try await bench.forward(bench.request("n\(number)", to: "hello@example.com"))
            let copy = try #require(bench.copies.last { $0.target == "a@x.org" })
            let kind: SendingEvent.Kind = number == 2 ? .delivered : bounce()
            for _ in 0..<2 { outcomes.append(try await bench.forwarder().note(SendingEvent(kind, sesID: copy.id, entry: copy.entry))) }
        }
        #expect(outcomes == [.failed, .noted, .noted, .noted, .failed, .noted, .failed, .noted, .targetDisabled, .targetDisabled])
        #expect(bench.targets.disabled([target]) == [AliasKey(target)])
        #expect(bench.notices.allSatisfy { $0.target == "b@x.org" } && bench.notices.count == 4)
        bench.targets.enable(target)
        #expect(bench.targets.disabled([target]).isEmpty)
    }

    @Test("a full mailbox is a failure of the mail and not of the target")
    func transient() async throws {
        let bench = try await bench()
        for number in 0..<4 {
            let event = SendingEvent(bounce(permanent: false), sesID: "ses-\(number)", entry: bench.copies[0].entry)
            _ = try await bench.forwarder().note(event)
        }
        #expect(bench.states() == ["a@x.org failed", "b@x.org sent"])
        #expect(bench.targets.disabled([try EmailAddress("a@x.org")]).isEmpty)
    }

    @Test("a failover that bounces is counted itself")
    func failover() async throws {
        let bench = try await bench()
        let failover = try EmailAddress("c@x.org")
        for number in 1...3 {
            let event = SendingEvent(bounce(), sesID: "f\(number)", entry: bench.copies[0].entry, recipient: failover)
            _ = try await bench.forwarder().note(event)
        }
        #expect(bench.targets.disabled([failover, try EmailAddress("a@x.org")]) == [AliasKey(failover)])
    }

    @Test("of what is not ours, or says nothing, nothing changes")
    func others() async throws {
        let bench = try await bench()
        let entry = bench.copies[0].entry
        #expect(try await bench.forwarder().note(SendingEvent(bounce(), sesID: "x", entry: nil)) == .notMine)
        let unknown = LedgerKey(mail: "m9", entry: "00")
        #expect(try await bench.forwarder().note(SendingEvent(bounce(), sesID: "x", entry: unknown)) == .notMine)
        #expect(try await bench.forwarder().note(SendingEvent(.complained, sesID: "ses-1", entry: entry)) == .noted)
        #expect(try await bench.forwarder().note(SendingEvent(.delayed(detail: "MailboxFull"), sesID: "ses-1", entry: entry)) == .noted)
        #expect(bench.states() == ["a@x.org sent", "b@x.org sent"])
        #expect(try await bench.forwarder().note(SendingEvent(.rejected(detail: "Bad content"), sesID: "ses-1", entry: entry)) == .failed)
        #expect(bench.states() == ["a@x.org failed", "b@x.org sent"])
    }

    @Test("every sum comes out: a mail is in one state for each target")
    func conservation() async throws {
        let bench = try await bench()
        let day = String(bench.clock.now().rfc3339.prefix(10))
        _ = try await bench.forwarder().note(SendingEvent(bounce(), sesID: "ses-1", entry: bench.copies[0].entry))
        let entries = bench.ledger.entries(ofDay: day, after: nil).entries
        let sum = LedgerSum(entries)
        #expect(sum.received == 2 && sum.mails == 1)
        #expect(sum[.sent] == 1 && sum[.failed] == 1 && sum.isComplete)
    }
}
