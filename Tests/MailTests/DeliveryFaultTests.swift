import Mail
import MailContract
import Testing

@Suite("Delivery: faults and retries")
struct DeliveryFaultTests {
    /// The error of a delivery that is expected to be incomplete.
    private func failure(_ delivery: Delivery, _ mail: IncomingMail) async throws -> DeliveryIncomplete {
        try await #require(throws: DeliveryIncomplete.self) { try await delivery.deliver(mail) }
    }

    @Test("A raw mail that is missing makes the delivery incomplete; a retry when it is there completes it")
    func rawMailMissing() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let late = RawMailProbe()
        let delivery = bench.delivery(rawMail: late)
        let mail = bench.mail(to: ["a@example.com", "nobody@example.com", "b@example.com"])
        let error = try await failure(delivery, mail)
        #expect(error.outcomes == [RecipientOutcome("nobody@example.com", .refused(.unknownMailbox))])
        #expect(error.failures.map(\.recipient) == ["a@example.com", "b@example.com"])
        #expect(error.failures.first?.error as? RawMailMissing == RawMailMissing(key: "raw/1"))
        #expect(error.description.hasPrefix("2 of 3 recipients could not be served, the others are done: there is no raw mail 'raw/1'"))
        #expect(try await bench.messages("a@example.com") == [])

        try await late.put(Array("Subject: late\r\n\r\n".utf8), key: "raw/1")
        let outcomes = try await delivery.deliver(mail)
        #expect(
            outcomes.map(\.result) == [
                .stored(try bench.id("a@example.com"), seq: 1), .refused(.unknownMailbox), .stored(try bench.id("b@example.com"), seq: 1),
            ])
        #expect(try await bench.messages("a@example.com").map(\.summary.subject) == ["late"])
    }

    @Test("A late repetition of a mail that was stored and deleted is a duplicate, although its raw mail is gone")
    func lateRepetition() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let rawMail = RawMailProbe()
        try await rawMail.put(Array("Subject: x\r\n\r\n".utf8), key: "raw/1")
        let delivery = bench.delivery(rawMail: rawMail)
        let mail = bench.mail(to: ["a@example.com"])
        let id = try bench.id("a@example.com")
        #expect(try await delivery.deliver(mail).map(\.result) == [.stored(id, seq: 1)])
        _ = try await bench.store.delete(id, in: EmailAddress("a@example.com"))
        try await rawMail.delete("raw/1")
        #expect(try await delivery.deliver(mail).map(\.result) == [.duplicate(id)])
        #expect(try await bench.messages("a@example.com") == [])
    }

    @Test("A publisher that fails after the commit: the retry publishes the same event and stores nothing twice")
    func publisherFails() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let publisher = PublisherProbe(before: FaultPlan("publish"))
        let delivery = bench.delivery(publisher: publisher)
        let mail = bench.mail(to: ["a@example.com"])
        let error = try await failure(delivery, mail)
        #expect(error.outcomes == [])
        #expect(error.failures.first?.error as? FaultPlan.Injected == FaultPlan.Injected(call: "publish a@example.com"))
        let message = try #require(try await bench.messages("a@example.com").first)
        #expect(await publisher.record.events == [])

        #expect(try await delivery.deliver(mail).map(\.result) == [.duplicate(message.id)])
        #expect(await publisher.record.events == [MailboxEvent(newMessage: message)])
        #expect(try await bench.messages("a@example.com") == [message])
    }

    @Test("A publisher whose answer is lost: both events have the same id")
    func publisherAnswerLost() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let publisher = PublisherProbe(after: FaultPlan("publish"))
        let delivery = bench.delivery(publisher: publisher)
        _ = try await failure(delivery, bench.mail(to: ["a@example.com"]))
        _ = try await delivery.deliver(bench.mail(to: ["a@example.com"]))
        let events = await publisher.record.events
        #expect(events.count == 2)
        #expect(events.first == events.last)
    }

    @Test("A store that fails for the second recipient: on the retry the first is a duplicate, the second is stored")
    func storeFailsForSecond() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com", "c@example.com"])
        let record = RecordedEvents()
        let store = StoreProbe(bench.store, before: FaultPlan("commit b@example.com"))
        let delivery = bench.delivery(store: store, publisher: record)
        let mail = bench.mail(to: ["a@example.com", "b@example.com", "c@example.com"])
        let error = try await failure(delivery, mail)
        let (a, b, c) = (try bench.id("a@example.com"), try bench.id("b@example.com"), try bench.id("c@example.com"))
        #expect(
            error.outcomes == [
                RecipientOutcome("a@example.com", .stored(a, seq: 1)), RecipientOutcome("c@example.com", .stored(c, seq: 1)),
            ])
        #expect(error.failures.map(\.recipient) == ["b@example.com"])
        #expect(await record.events.map(\.messageID) == [a, c])

        #expect(try await delivery.deliver(mail).map(\.result) == [.duplicate(a), .stored(b, seq: 1), .duplicate(c)])
        #expect(await record.events.map(\.messageID) == [a, c, a, b, c])
        for address in ["a@example.com", "b@example.com", "c@example.com"] { #expect(try await bench.messages(address).count == 1) }
    }

    @Test("A commit whose answer is lost: the retry finds the message and publishes it")
    func commitAnswerLost() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let record = RecordedEvents()
        let delivery = bench.delivery(store: StoreProbe(bench.store, after: FaultPlan("commit")), publisher: record)
        _ = try await failure(delivery, bench.mail(to: ["a@example.com"]))
        #expect(await record.events == [])
        #expect(try await delivery.deliver(bench.mail(to: ["a@example.com"])).map(\.result) == [.duplicate(try bench.id("a@example.com"))])
        #expect(await record.events.count == 1)
        #expect(try await bench.messages("a@example.com").map(\.seq) == [1])
    }

    @Test("A catch-all creation whose answer is lost: the retry finds the mailbox")
    func creationAnswerLost() async throws {
        let bench = try await DeliveryBench()
        let policy = DeliveryPolicy(domains: .any, unknownMailbox: .create(plan: "sample", owner: "jane"))
        let delivery = bench.delivery(policy, store: StoreProbe(bench.store, after: FaultPlan("create")))
        _ = try await failure(delivery, bench.mail(to: ["a@example.com"]))
        #expect(
            try await delivery.deliver(bench.mail(to: ["a@example.com"])).map(\.result) == [.stored(try bench.id("a@example.com"), seq: 1)])
    }

    @Test(
        "Whatever call fails once, the retry leaves one message and at least one event",
        arguments: ["mailbox", "plan", "commit", "create"], [false, true])
    func anyCallFails(_ call: String, isAnswerLost: Bool) async throws {
        let bench = try await DeliveryBench()
        let record = RecordedEvents()
        let plan = FaultPlan(call)
        let store = isAnswerLost ? StoreProbe(bench.store, after: plan) : StoreProbe(bench.store, before: plan)
        let policy = DeliveryPolicy(domains: .any, unknownMailbox: .create(plan: "sample", owner: "jane"))
        let delivery = bench.delivery(policy, store: store, publisher: record)
        _ = try await failure(delivery, bench.mail(to: ["a@example.com"]))
        _ = try await delivery.deliver(bench.mail(to: ["a@example.com"]))
        #expect(try await bench.messages("a@example.com").map(\.seq) == [1])
        #expect(Set(await record.events.map(\.id)).count == 1)
    }

    @Test("A raw mail that could not be fetched for the first recipient is fetched for the next")
    func fetchFailsOnce() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let flaky = RawMailProbe(bench.rawMail, failing: FaultPlan("get"))
        let error = try await failure(bench.delivery(rawMail: flaky), bench.mail(to: ["a@example.com", "b@example.com"]))
        #expect(error.failures.map(\.recipient) == ["a@example.com"])
        #expect(error.outcomes == [RecipientOutcome("b@example.com", .stored(try bench.id("b@example.com"), seq: 1))])
        #expect(flaky.fetched == ["raw/1", "raw/1"])
    }

    @Test("A mail for one recipient costs one read of the mailbox, one commit and one fetch")
    func calls() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com"])
        let calls = FaultPlan(nil)
        _ = try await bench.delivery(store: StoreProbe(bench.store, before: calls)).deliver(bench.mail(to: ["a@example.com"]))
        #expect(calls.calls == ["mailbox a@example.com", "plan sample", "commit a@example.com"])
        #expect(bench.rawMail.fetched == ["raw/1"])
    }
}
