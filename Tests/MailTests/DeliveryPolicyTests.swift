import Mail
import MailContract
import Testing

@Suite("Delivery: policy")
struct DeliveryPolicyTests {
    private static let catchAll = DeliveryPolicy(domains: .any, unknownMailbox: .create(plan: "sample", owner: "jane"))

    @Test("Recipients of other domains are not mine, of subdomains too; letter case does not matter")
    func domains() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "a@sub.example.com"])
        let outcomes = try await bench.delivery().deliver(bench.mail(to: ["a@sub.example.com", "a@xexample.com", "a@Example.COM"]))
        #expect(outcomes.map(\.result) == [.notMine, .notMine, .stored(try bench.id("a@example.com"), seq: 1)])
    }

    @Test("A policy of any domain serves all of them, one of no domain none")
    func anyDomain() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@x", "a@[192.0.2.1]"])
        let outcomes = try await bench.delivery(DeliveryPolicy(domains: .any)).deliver(bench.mail(to: ["a@x", "a@[192.0.2.1]"]))
        #expect(outcomes.map(\.result) == [.stored(try bench.id("a@x"), seq: 1), .stored(try bench.id("a@[192.0.2.1]"), seq: 1)])
        #expect(try await bench.delivery(DeliveryPolicy(domains: .only([]))).deliver(bench.mail(to: ["a@x"])).map(\.result) == [.notMine])
    }

    @Test("Catch-all makes a mailbox for an unknown address, of the plan and the owner that it names")
    func catchAll() async throws {
        let bench = try await DeliveryBench()
        let outcomes = try await bench.delivery(Self.catchAll).deliver(bench.mail(to: ["New@example.com"]))
        #expect(outcomes == [RecipientOutcome("New@example.com", .stored(try bench.id("new@example.com"), seq: 1))])
        let mailbox = try #require(await bench.store.mailbox(try EmailAddress("new@example.com")))
        #expect(mailbox.owner == "jane")
        #expect(mailbox.plan == "sample")
        #expect(mailbox.expiresAt == Sample.now.adding(minutes: 60))
        #expect(mailbox.tokenHash.count == 32)
    }

    @Test("Catch-all takes an expired or deleted address over; the former messages stay gone")
    func catchAllReclaims() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let delivery = bench.delivery(Self.catchAll)
        _ = try await delivery.deliver(bench.mail("ses-1", to: ["a@example.com"]))
        bench.clock.advance(minutes: 60)
        let outcomes = try await delivery.deliver(bench.mail("ses-2", to: ["a@example.com"]))
        #expect(outcomes.map(\.result) == [.stored(try bench.id("a@example.com", of: "ses-2"), seq: 2)])
        #expect(
            try await delivery.deliver(bench.mail("ses-1", to: ["a@example.com"])).map(\.result) == [
                .duplicate(try bench.id("a@example.com"))
            ])
        #expect(try await bench.messages("a@example.com").map(\.seq) == [2])
    }

    @Test("Catch-all leaves an open mailbox to its owner")
    func catchAllKnown() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        _ = try await bench.delivery(Self.catchAll).deliver(bench.mail(to: ["a@example.com"]))
        let mailbox = try #require(await bench.store.mailbox(try EmailAddress("a@example.com")))
        #expect(mailbox.owner == nil)
        #expect(mailbox.messageCount == 1)
    }

    @Test("Catch-all refuses when its owner may have no more mailboxes")
    func catchAllLimit() async throws {
        let bench = try await DeliveryBench()
        await bench.store.save(Sample.plan(mailboxes: 1))
        let outcomes = try await bench.delivery(Self.catchAll).deliver(bench.mail(to: ["a@example.com", "b@example.com"]))
        #expect(outcomes.map(\.result) == [.stored(try bench.id("a@example.com"), seq: 1), .refused(.overQuota)])
    }

    @Test("Catch-all on a plan that was removed takes the local one")
    func catchAllPlan() async throws {
        let bench = try await DeliveryBench()
        let policy = DeliveryPolicy(domains: .any, unknownMailbox: .create(plan: "removed", owner: "jane"))
        _ = try await bench.delivery(policy).deliver(bench.mail(to: ["a@example.com"]))
        #expect(await bench.store.mailbox(try EmailAddress("a@example.com"))?.plan == Plan.local.name)
    }

    @Test("Catch-all makes one mailbox for mails that come in at once")
    func catchAllParallel() async throws {
        let bench = try await DeliveryBench()
        let delivery = bench.delivery(Self.catchAll)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...20 { group.addTask { _ = try await delivery.deliver(bench.mail("ses-\(number)", to: ["a@example.com"])) } }
            try await group.waitForAll()
        }
        #expect(try await bench.messages("a@example.com").map(\.seq) == (1...20).reversed())
    }

    @Test("Catch-all makes no mailbox for a mail that it refuses")
    func catchAllSpam() async throws {
        let bench = try await DeliveryBench()
        var policy = Self.catchAll
        policy.spam = .refuse
        _ = try await bench.delivery(policy).deliver(bench.mail(to: ["a@example.com"], verdicts: Verdicts(spam: "FAIL")))
        #expect(await bench.store.mailbox(try EmailAddress("a@example.com")) == nil)
    }

    @Test("Mail with a bad verdict is stored and flagged unless the policy refuses it")
    func flagged() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let verdicts = Verdicts(spam: "FAIL", virus: "FAIL")
        _ = try await bench.delivery().deliver(bench.mail(to: ["a@example.com"], verdicts: verdicts))
        let message = try #require(try await bench.messages("a@example.com").first)
        #expect(message.verdicts.isSpam && message.verdicts.hasVirus)
    }

    @Test(
        "The policy refuses spam and viruses by their verdict, a virus first",
        arguments: [
            (Verdicts(spam: "FAIL"), Refusal.spam), (Verdicts(spam: "fail"), .spam), (Verdicts(virus: "FAIL"), .virus),
            (Verdicts(spam: "FAIL", virus: "FAIL"), .virus),
        ])
    func badVerdicts(_ verdicts: Verdicts, _ refusal: Refusal) async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let policy = DeliveryPolicy(domains: .only(["example.com"]), spam: .refuse, virus: .refuse)
        let outcomes = try await bench.delivery(policy).deliver(bench.mail(to: ["a@example.com", "a@else.example"], verdicts: verdicts))
        #expect(outcomes.map(\.result) == [.refused(refusal), .notMine])
        #expect(bench.rawMail.fetched == [])
    }

    @Test(
        "Every other verdict is no reason to refuse",
        arguments: [
            Verdicts(), Verdicts(spam: "PASS", virus: "PASS"), Verdicts(spam: "GRAY", virus: "PROCESSING_FAILED"),
            Verdicts(spam: "DISABLED"),
            Verdicts(spf: "FAIL", dkim: "FAIL", dmarc: "FAIL"), Verdicts(spam: "FAILED?"), Verdicts(spam: ""),
        ])
    func otherVerdicts(_ verdicts: Verdicts) async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let policy = DeliveryPolicy(domains: .only(["example.com"]), spam: .refuse, virus: .refuse)
        let outcomes = try await bench.delivery(policy).deliver(bench.mail(to: ["a@example.com"], verdicts: verdicts))
        #expect(outcomes.map(\.result) == [.stored(try bench.id("a@example.com"), seq: 1)])
    }

    @Test("Spam and viruses are refused independently of each other")
    func independent() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let spamOnly = DeliveryPolicy(domains: .any, spam: .refuse)
        let virusOnly = DeliveryPolicy(domains: .any, virus: .refuse)
        let virus = bench.mail("ses-1", to: ["a@example.com"], verdicts: Verdicts(virus: "FAIL"))
        let spam = bench.mail("ses-2", to: ["a@example.com"], verdicts: Verdicts(spam: "FAIL"))
        #expect(try await bench.delivery(virusOnly).deliver(virus).map(\.result) == [.refused(.virus)])
        #expect(try await bench.delivery(spamOnly).deliver(spam).map(\.result) == [.refused(.spam)])
        #expect(try await bench.delivery(spamOnly).deliver(virus).map(\.result) == [.stored(try bench.id("a@example.com"), seq: 1)])
    }
}
