import Forwarding
import MIME
import Mail
import Synchronization
import Testing

@Suite("Forwarding a mail")
struct ForwarderTests {
    private let mail = """
        From: Jane <jane@ex.com>
        To: hello@example.com
        Subject: Hello

        The text.
        """

    private func address(_ text: String) throws -> EmailAddress { try EmailAddress(text) }

    private func bench(
        _ change: (inout Alias) throws -> Void = { _ in }, settings: ForwardingSettings? = nil, mail: String? = nil
    ) throws -> ForwarderBench {
        var alias = Alias(try address("a@x.org"), try address("b@x.org"))
        try change(&alias)
        let bench = try ForwarderBench(["hello@example.com": alias], settings: settings)
        bench.put("m1", mail ?? self.mail)
        return bench
    }

    // MARK: Recipients

    @Test("goes to the targets of those recipients that are ours, and says what becomes of each")
    func recipients() async throws {
        let bench = try bench()
        let outcomes = try await bench.forward(bench.request(to: "Hello+tag@Example.com", "box@elsewhere.test", "no address"))
        #expect(outcomes.map(\.recipient) == ["box@elsewhere.test", "no address", "Hello+tag@Example.com", "Hello+tag@Example.com"])
        #expect(outcomes.prefix(2).allSatisfy { $0.result == .notMine })
        #expect(outcomes.suffix(2).map(\.result) == [.sent(sesID: "ses-1", rung: 1), .sent(sesID: "ses-2", rung: 1)])
        #expect(bench.copies.map(\.from) == ["Hello+tag@example.com", "Hello+tag@example.com"])
        #expect(bench.copies.map(\.target) == ["a@x.org", "b@x.org"])
    }

    @Test("of a mail that is not ours fetches nothing")
    func notOurs() async throws {
        let bench = try bench()
        let outcomes = try await bench.forward(bench.request("gone", to: "box@elsewhere.test"))
        #expect(outcomes == [ForwardingOutcome(recipient: "box@elsewhere.test", .notMine)])
        #expect(bench.faults.steps == 0)
    }

    @Test("a mail that is not there yet fails, so that it is tried again")
    func missing() async throws {
        let bench = try bench()
        await #expect(throws: RawMailMissing.self) { try await bench.forward(bench.request("gone", to: "hello@example.com")) }
    }

    @Test("a second time says how it was settled, and sends nothing")
    func again() async throws {
        let bench = try bench()
        try await bench.forward(bench.request(to: "hello@example.com"))
        let outcomes = try await bench.forward(bench.request(to: "HELLO@example.com"))
        #expect(outcomes.map(\.result) == [.settledBefore(.sent, reason: nil), .settledBefore(.sent, reason: nil)])
        #expect(bench.copies.count == 2)
    }

    // MARK: What SES says

    @Test("a mail that SES refuses climbs: attached, then a link, then it has failed and its owner knows")
    func climbs() async throws {
        for refusals in 1...3 {
            let bench = try bench { $0 = Alias(try EmailAddress("a@x.org")) }
            let tries = Counter()
            bench.refuse { sent in sent.entry != nil && tries.next() <= refusals ? SendFailure(.refused, "Duplicate header 'X'") : nil }
            let outcomes = try await bench.forward(bench.request(to: "hello@example.com"))
            if refusals < 3 {
                #expect(outcomes.map(\.result) == [.sent(sesID: "ses-1", rung: refusals == 1 ? 3 : 4)])
                let text = String(decoding: bench.copies[0].bytes, as: UTF8.self)
                #expect(text.contains(refusals == 1 ? "original.eml" : "https://held.example/held/"))
                #expect(bench.notices.isEmpty)
            } else {
                guard case .failed(let reason)? = outcomes.first?.result else {
                    Issue.record("\(outcomes)")
                    return
                }
                #expect(reason.contains("Duplicate header"))
                #expect(bench.notices.isEmpty, "there is nobody else to tell")
                #expect(bench.givenUp.map(\.attempt) == [0])
            }
        }
    }

    @Test("what is throttled waits longer each time, and each target that was sent is not sent again")
    func throttled() async throws {
        let bench = try bench()
        let start = bench.clock.now()
        bench.refuse { $0.target == "b@x.org" ? SendFailure(.throttled, "Maximum sending rate exceeded") : nil }
        try await bench.forward(bench.request(to: "hello@example.com"))
        var waits: [Int64] = []
        for _ in 0..<8 {
            let next = try #require(bench.queue.last)
            waits.append((next.notBefore.millisecondsSince1970 - bench.clock.now().millisecondsSince1970) / 1000)
            bench.clock.set(next.notBefore)
            try await bench.forward(next.request, attempt: next.attempt)
        }
        #expect(waits == [30, 60, 120, 240, 480, 960, 900, 900])
        #expect(bench.copies.map(\.target) == ["a@x.org"])
        #expect(bench.states() == ["a@x.org sent", "b@x.org pending"])
        bench.refuse { _ in nil }
        let next = try #require(bench.queue.last)
        try await bench.forward(next.request, attempt: next.attempt)
        #expect(bench.states() == ["a@x.org sent", "b@x.org sent"])
        #expect(start < bench.clock.now())
    }

    @Test("a daily quota waits for an hour, the pace for as long as it says")
    func quota() async throws {
        let bench = try bench { $0 = Alias(try EmailAddress("a@x.org")) }
        bench.refuse { _ in SendFailure(.quota, "Daily message quota exceeded") }
        let outcomes = try await bench.forward(bench.request(to: "hello@example.com"))
        #expect(bench.queue.map(\.notBefore) == [bench.clock.now().adding(minutes: 60)])
        guard case .deferred(let until, _)? = outcomes.first?.result else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(until == bench.clock.now().adding(minutes: 60))
        bench.refuse { _ in nil }
        bench.pause([.seconds(7)])
        try await bench.forward(bench.request(to: "hello@example.com"), attempt: 1)
        let seven = Timestamp(millisecondsSince1970: bench.clock.now().millisecondsSince1970 + 7000)
        #expect(bench.queue.map(\.notBefore).last == seven)
        #expect(bench.copies.isEmpty)
    }

    @Test("without a queue what is missing fails the invocation, and the next one completes it")
    func noQueue() async throws {
        let bench = try bench()
        bench.refuse { $0.target == "b@x.org" ? SendFailure(.throttled, "Rate") : nil }
        let request = bench.request(to: "hello@example.com")
        let end = bench.clock.now().adding(minutes: 2)
        await #expect(throws: ForwardingIncomplete.self) {
            _ = try await bench.forwarder(hasQueue: false).forward(request, until: end)
        }
        bench.refuse { _ in nil }
        let outcomes = try await bench.forwarder(hasQueue: false).forward(request, until: end)
        #expect(outcomes.map(\.target?.description) == ["a@x.org", "b@x.org"])
        #expect(bench.copies.map(\.target) == ["a@x.org", "b@x.org"])
    }

    @Test("after the last attempt it has failed, lies aside, and its owner knows; given back it begins anew")
    func givesUp() async throws {
        let bench = try bench { $0.owner = try EmailAddress("owner@x.org") }
        bench.refuse { $0.entry == nil ? nil : SendFailure(.misconfigured, "Email address is not verified") }
        try await bench.forward(bench.request(to: "hello@example.com"), attempt: 99)
        #expect(bench.states() == ["a@x.org failed", "b@x.org failed"])
        #expect(bench.entries().allSatisfy { $0.reason?.hasPrefix("gave_up: misconfigured: Email address") ?? false })
        #expect(bench.queue.isEmpty && bench.givenUp.count == 1)
        #expect(bench.notices.map(\.target) == ["owner@x.org", "owner@x.org"])
        bench.refuse { _ in nil }
        let back = try #require(bench.givenUp.first)
        try await bench.forward(back.request, attempt: back.attempt, isGivenBack: true)
        #expect(bench.states() == ["a@x.org sent", "b@x.org sent"])
    }

    // MARK: Aliases

    @Test("aliases that cannot be read are no reason to say that there is none")
    func unreadable() async throws {
        let bench = try bench()
        bench.faults.arm(3)
        let outcomes = try await bench.forward(bench.request(to: "hello@example.com"))
        guard case .deferred(_, let reason)? = outcomes.first?.result else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(reason.hasPrefix("aliases_unreadable") && bench.bounces.isEmpty)
        #expect(bench.states() == ["- pending"])
        bench.faults.arm(nil)
        try await bench.forwardToTheEnd(bench.request(to: "hello@example.com"))
        #expect(bench.states() == ["a@x.org sent", "b@x.org sent"])
    }

    @Test("a chain that leads nowhere fails with its name, and works when it is mended and given back")
    func chain() async throws {
        let bench = try bench { $0 = Alias(try EmailAddress("other@example.com")) }
        try bench.set("other@example.com", Alias(try address("hello@example.com")))
        let outcomes = try await bench.forward(bench.request(to: "hello@example.com"))
        guard case .failed(let reason)? = outcomes.first?.result else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(reason.contains("hello@example.com → other@example.com → hello@example.com"))
        #expect(bench.givenUp.count == 1)
        try bench.set("other@example.com", Alias(try address("a@x.org")))
        try await bench.forward(bench.givenUp[0].request, isGivenBack: true)
        #expect(bench.states() == ["a@x.org sent"])
    }

    @Test("a target that the alias has lost since gets nothing")
    func alreadyChanged() async throws {
        let bench = try bench()
        bench.refuse { $0.target == "b@x.org" ? SendFailure(.throttled, "Rate") : nil }
        try await bench.forward(bench.request(to: "hello@example.com"))
        try bench.set("hello@example.com", Alias(try address("a@x.org")))
        bench.refuse { _ in nil }
        try await bench.forwardToTheEnd(bench.request(to: "hello@example.com"))
        #expect(bench.states() == ["a@x.org sent", "b@x.org refused"])
        #expect(bench.entries().last?.reason == "alias_changed")
        #expect(bench.copies.count == 1)
    }

    @Test("what is on its way ends when the alias is disabled, removed, or leads in a circle: nothing stays on the way for ever")
    func endsOnTheWay() async throws {
        let circle = Alias(try address("hello@example.com"))
        for (alias, state, reason) in [
            (nil, "refused", "unknown_alias"), (circle, "failed", "alias_chain: hello@example.com → hello@example.com"),
            (try disabled(), "refused", "disabled_alias"), (try quarantining(), "quarantined", "spam"),
        ] as [(Alias?, String, String)] {
            let bench = try bench { $0.spam = .forward }
            bench.refuse { $0.target == "b@x.org" ? SendFailure(.throttled, "Rate") : nil }
            try await bench.forward(bench.request(to: "hello@example.com", verdicts: Verdicts(spam: "FAIL", spf: "PASS")))
            try bench.set("hello@example.com", alias)
            let next = try #require(bench.queue.first)
            bench.clock.set(next.notBefore)
            let outcomes = try await bench.forward(next.request, attempt: next.attempt)
            #expect(bench.states() == ["a@x.org sent", "b@x.org \(state)"], "\(reason)")
            #expect(bench.entries().last?.reason?.hasPrefix(reason) ?? false, "\(reason)")
            #expect(outcomes.count == 2 && bench.queue.count == 1 && bench.copies.count == 1)
            #expect(bench.givenUp.count == (state == "failed" ? 1 : 0))
        }
    }

    private func disabled() throws -> Alias {
        var alias = Alias(try address("b@x.org"))
        alias.isEnabled = false
        return alias
    }

    private func quarantining() throws -> Alias {
        var alias = Alias(try address("b@x.org"))
        alias.spam = .quarantine
        return alias
    }

    @Test("a disabled alias takes nothing, and nobody is told")
    func disabled() async throws {
        let bench = try bench { $0.isEnabled = false }
        #expect(try await bench.forward(bench.request(to: "hello@example.com")).map(\.result) == [.refused(reason: "disabled_alias")])
        #expect(bench.sent.isEmpty && bench.bounces.isEmpty)
    }

    @Test("an unknown address bounces, but never to somebody who has not sent it")
    func unknown() async throws {
        for (sender, spf, bounces) in [("jane@ex.com", "PASS", 1), ("jane@ex.com", "FAIL", 0), (nil, "PASS", 0)] as [(String?, String, Int)]
        {
            let bench = try bench()
            let outcomes = try await bench.forward(
                bench.request(to: "nobody@example.com", sender: sender, verdicts: Verdicts(spf: spf)))
            #expect(outcomes.map(\.result) == [.refused(reason: "unknown_alias")])
            #expect(bench.bounces.count == bounces)
        }
    }

    // MARK: Verdicts

    @Test("bad verdicts are marked, kept or sent back, as the alias says")
    func verdicts() async throws {
        let spam = Verdicts(spam: "FAIL", spf: "PASS")
        var bench = try bench { $0.spam = .mark }
        try await bench.forward(bench.request(to: "hello@example.com", verdicts: spam))
        #expect(String(decoding: bench.copies[0].bytes, as: UTF8.self).contains("\r\nX-Postroom-Verdict: spam\r\n"))

        bench = try self.bench { $0.spam = .forward }
        try await bench.forward(bench.request(to: "hello@example.com", verdicts: spam))
        #expect(!String(decoding: bench.copies[0].bytes, as: UTF8.self).contains("X-Postroom-Verdict"))

        bench = try self.bench { $0.spam = .quarantine }
        try await bench.forward(bench.request(to: "hello@example.com", verdicts: spam))
        #expect(bench.states() == ["- quarantined"] && bench.notices.map(\.target) == ["a@x.org"])
        #expect(String(decoding: bench.notices[0].bytes, as: UTF8.self).contains("https://held.example/held/"))

        bench = try self.bench { $0.spam = .bounce }
        try await bench.forward(bench.request(to: "hello@example.com", verdicts: spam))
        #expect(bench.states() == ["- refused"] && bench.bounces.count == 1)

        // Without SPF a bounce would hit somebody else: the mail is kept.
        bench = try self.bench { $0.spam = .bounce }
        try await bench.forward(bench.request(to: "hello@example.com", verdicts: Verdicts(spam: "FAIL", spf: "NONE")))
        #expect(bench.states() == ["- quarantined"] && bench.bounces.isEmpty)
    }

    @Test("DMARC counts where the sender's domain wants it so")
    func dmarc() async throws {
        for (policy, isKept) in [("reject", true), ("REJECT", true), ("quarantine", false), (nil, false)] as [(String?, Bool)] {
            let bench = try bench { $0.dmarc = .quarantine }
            var request = bench.request(to: "hello@example.com", verdicts: Verdicts(spf: "PASS", dmarc: "FAIL"))
            request.dmarcPolicy = policy
            try await bench.forward(request)
            #expect(bench.states() == (isKept ? ["- quarantined"] : ["a@x.org sent", "b@x.org sent"]), "\(policy ?? "")")
        }
    }

    // MARK: Loops

    @Test("what was forwarded and comes back goes no further, and the owner is told once")
    func loop() async throws {
        let bench = try bench()
        try await bench.forward(bench.request(to: "hello@example.com"))
        bench.put("m2", String(decoding: bench.copies[0].bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
        for _ in 0..<2 { try await bench.forward(bench.request("m2", to: "hello@example.com")) }
        #expect(bench.states("m2") == ["- refused"])
        #expect(bench.copies.count == 2 && bench.notices.count == 1)
        // The notice itself comes back, as a loop does: it makes no other one.
        bench.put("m3", String(decoding: bench.notices[0].bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
        try await bench.forward(bench.request("m3", to: "hello@example.com"))
        #expect(bench.states("m3") == ["- refused"] && bench.notices.count == 1)
    }

    // MARK: Targets

    @Test("a target that takes nothing gets nothing: its failover does, or the mail has failed")
    func disabledTarget() async throws {
        for hasFailover in [true, false] {
            let bench = try bench { if hasFailover { $0.failover = try EmailAddress("c@x.org") } }
            for number in 1...3 {
                _ = bench.targets.bounced(try address("a@x.org"), mail: "s\(number)", limit: 3, now: bench.clock.now())
            }
            try await bench.forward(bench.request(to: "hello@example.com"))
            #expect(bench.copies.map(\.target) == (hasFailover ? ["c@x.org", "b@x.org"] : ["b@x.org"]))
            #expect(bench.states() == ["a@x.org \(hasFailover ? "sent" : "failed")", "b@x.org sent"])
            #expect(bench.notices.map(\.target) == (hasFailover ? [] : ["b@x.org"]))
        }
    }

    // MARK: Replies

    @Test("the owner answers as the alias, and nobody sees who that is")
    func reply() async throws {
        let bench = try bench { $0.replyTo = .alias }
        try await bench.forward(bench.request(to: "hello@example.com"))
        let answerTo = try #require(Message(bench.copies[0].bytes).replyTo.first?.address)
        bench.put(
            "m2",
            """
            Return-Path: <a@x.org>
            Received: from x.org by inbound for <\(answerTo)>
            From: The Owner <a@x.org>
            To: <\(answerTo)>
            Cc: b@x.org
            Subject: Re: Hello
            In-Reply-To: <1@ex.com>

            Yes.
            """)
        let verdicts = Verdicts(spf: "PASS", dkim: "PASS", dmarc: "PASS")
        let outcomes = try await bench.forward(bench.request("m2", to: answerTo, sender: "a@x.org", verdicts: verdicts))
        #expect(outcomes.map(\.result) == [.sent(sesID: "ses-3", rung: 1)])
        let sent = try #require(bench.copies.last)
        #expect(sent.target == "jane@ex.com" && sent.from == "hello@example.com")
        let text = String(decoding: sent.bytes, as: UTF8.self)
        #expect(!text.contains("x.org") && !text.contains("Owner") && text.contains("\r\nIn-Reply-To: <1@ex.com>\r\n"))
        #expect(text.hasSuffix("\r\n\r\nYes."))
        // Somebody else who knows the address, or who cannot prove to be the owner.
        for (number, sender, verdicts) in [
            (3, "eve@evil.example", verdicts), (4, "a@x.org", Verdicts(spf: "PASS", dmarc: "FAIL")),
        ] {
            bench.put("m\(number)", "From: \(sender)\nTo: \(answerTo)\nSubject: Hi\n\nText")
            let refused = try await bench.forward(bench.request("m\(number)", to: answerTo, sender: sender, verdicts: verdicts))
            guard case .refused? = refused.first?.result else {
                Issue.record("\(refused)")
                return
            }
        }
        #expect(bench.copies.count == 3)
    }
}

/// Counts.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}
