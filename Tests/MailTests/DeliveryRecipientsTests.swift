import Mail
import MailContract
import Testing

@Suite("Delivery: several recipients")
struct DeliveryRecipientsTests {
    @Test("Outcomes come in the envelope's order, one for each distinct recipient")
    func order() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let outcomes = try await bench.delivery().deliver(
            bench.mail(to: [
                "b@example.com", "x@else.example", "A@example.com", "B@EXAMPLE.COM", #""a"@example.com"#, "bad", "bad", "X@else.example",
            ]))
        #expect(
            outcomes == [
                RecipientOutcome("b@example.com", .stored(try bench.id("b@example.com"), seq: 1)),
                RecipientOutcome("x@else.example", .notMine),
                RecipientOutcome("A@example.com", .stored(try bench.id("a@example.com"), seq: 1)),
                RecipientOutcome("bad", .refused(.invalidAddress)),
            ])
        for address in ["a@example.com", "b@example.com"] { #expect(try await bench.messages(address).count == 1) }
    }

    @Test("The raw mail is fetched once, however many take it")
    func fetchedOnce() async throws {
        let addresses = (1...20).map { "box\($0)@example.com" }
        let bench = try await DeliveryBench(mailboxes: addresses)
        let outcomes = try await bench.delivery().deliver(bench.mail(to: ["nobody@example.com"] + addresses))
        #expect(outcomes.count == 21)
        #expect(bench.rawMail.fetched == ["raw/1"])
    }

    @Test("Recipients whose strings are equal and whose bytes differ are two")
    func normalization() async throws {
        let recipients = ["caf\u{E9}@example.com", "cafe\u{301}@example.com"]
        let bench = try await DeliveryBench(mailboxes: recipients)
        let outcomes = try await bench.delivery().deliver(bench.mail(to: recipients))
        try #require(outcomes.count == 2)
        for (outcome, recipient) in zip(outcomes, recipients) { #expect(outcome.result == .stored(try bench.id(recipient), seq: 1)) }
    }

    @Test("Each recipient has an event of their own")
    func events() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let record = RecordedEvents()
        _ = try await bench.delivery(publisher: record).deliver(bench.mail(to: ["a@example.com", "b@example.com"]))
        let events = await record.events
        #expect(events.map(\.mailbox.description) == ["a@example.com", "b@example.com"])
        #expect(Set(events.map(\.id)).count == 2)
    }

    @Test("One mail that is delivered many times at once is stored once for each recipient")
    func parallel() async throws {
        let bench = try await DeliveryBench(mailboxes: ["a@example.com", "b@example.com"])
        let record = RecordedEvents()
        let delivery = bench.delivery(publisher: record)
        let mail = bench.mail(to: ["a@example.com", "b@example.com"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...10 { group.addTask { _ = try await delivery.deliver(mail) } }
            try await group.waitForAll()
        }
        for address in ["a@example.com", "b@example.com"] { #expect(try await bench.messages(address).map(\.seq) == [1]) }
        #expect(Set(await record.events.map(\.id)).count == 2)
    }
}
