import Mail
import MailContract
import Testing

@Suite("Delivery: outcomes")
struct DeliveryOutcomeTests {
    @Test("A mail for an open mailbox is stored with its envelope, its verdicts and its parsed fields, and published")
    func stored() async throws {
        let bench = try await DeliveryBench(mailboxes: ["Jane@example.com"])
        let record = RecordedEvents()
        let verdicts = Verdicts(spam: "PASS", dmarc: "GRAY")
        let outcomes = try await bench.delivery(publisher: record).deliver(bench.mail(to: ["jane@EXAMPLE.com"], verdicts: verdicts))
        let id = try bench.id("jane@example.com")
        #expect(outcomes == [RecipientOutcome("jane@EXAMPLE.com", .stored(id, seq: 1))])

        let message = try #require(try await bench.messages("jane@example.com").first)
        #expect(message.id == id)
        #expect(message.rawKey == "raw/1")
        #expect(message.size == 53)
        #expect(message.receivedAt == Sample.now)
        #expect(message.envelopeSender == "jane@example.org")
        #expect(message.verdicts == verdicts)
        #expect(message.summary.subject == "Hello")
        #expect(message.summary.snippet == "body")
        #expect(!message.isRead)
        #expect(await record.events == [MailboxEvent(newMessage: message)])
    }

    @Test("A mail of the null path is stored without a sender")
    func nullPath() async throws {
        let bench = try await DeliveryBench(mailboxes: ["jane@example.com"])
        var mail = bench.mail(to: ["jane@example.com"])
        mail.envelopeSender = nil
        _ = try await bench.delivery().deliver(mail)
        let message = try #require(try await bench.messages("jane@example.com").first)
        #expect(message.envelopeSender == nil)
    }

    @Test("A mail that is delivered again is a duplicate and is published again with the same id")
    func duplicate() async throws {
        let bench = try await DeliveryBench(mailboxes: ["jane@example.com"])
        let record = RecordedEvents()
        let delivery = bench.delivery(publisher: record)
        _ = try await delivery.deliver(bench.mail(to: ["jane@example.com"]))
        let id = try bench.id("jane@example.com")
        #expect(try await delivery.deliver(bench.mail(to: ["JANE@example.com"])) == [RecipientOutcome("JANE@example.com", .duplicate(id))])
        #expect(try await bench.messages("jane@example.com").count == 1)
        let events = await record.events
        #expect(events.count == 2)
        #expect(events.first == events.last)
    }

    @Test("A message that its reader has deleted does not come back and is not published")
    func deletedDuplicate() async throws {
        let bench = try await DeliveryBench(mailboxes: ["jane@example.com"])
        let record = RecordedEvents()
        _ = try await bench.delivery().deliver(bench.mail(to: ["jane@example.com"]))
        let id = try bench.id("jane@example.com")
        _ = await bench.store.delete(id, in: try EmailAddress("jane@example.com"))
        #expect(
            try await bench.delivery(publisher: record).deliver(bench.mail(to: ["jane@example.com"]))
                == [RecipientOutcome("jane@example.com", .duplicate(id))])
        #expect(try await bench.messages("jane@example.com") == [])
        #expect(await record.events == [])
    }

    @Test("Another mail to the same mailbox is the next message")
    func secondMail() async throws {
        let bench = try await DeliveryBench(mailboxes: ["jane@example.com"])
        _ = try await bench.delivery().deliver(bench.mail("ses-1", to: ["jane@example.com"]))
        let outcomes = try await bench.delivery().deliver(bench.mail("ses-2", to: ["jane@example.com"]))
        #expect(outcomes == [RecipientOutcome("jane@example.com", .stored(try bench.id("jane@example.com", of: "ses-2"), seq: 2))])
    }

    @Test("A mail that nobody takes is refused with the reason")
    func refused() async throws {
        let bench = try await DeliveryBench(mailboxes: ["deleted@example.com"])
        try await bench.add("expired@example.com", minutes: 10)
        bench.clock.advance(minutes: 10)
        _ = await bench.store.delete(try EmailAddress("deleted@example.com"))
        let outcomes = try await bench.delivery().deliver(
            bench.mail(to: ["nobody@example.com", "expired@example.com", "deleted@example.com", "no address", "", "jane@else.example"]))
        #expect(
            outcomes == [
                RecipientOutcome("nobody@example.com", .refused(.unknownMailbox)),
                RecipientOutcome("expired@example.com", .refused(.expired)),
                RecipientOutcome("deleted@example.com", .refused(.expired)), RecipientOutcome("no address", .refused(.invalidAddress)),
                RecipientOutcome("", .refused(.invalidAddress)), RecipientOutcome("jane@else.example", .notMine),
            ])
        #expect(bench.rawMail.fetched == [])
    }

    @Test("A full mailbox refuses, but knows its duplicates")
    func overQuota() async throws {
        let bench = try await DeliveryBench(mailboxes: ["jane@example.com"], quota: 1)
        _ = try await bench.delivery().deliver(bench.mail("ses-1", to: ["jane@example.com"]))
        #expect(
            try await bench.delivery().deliver(bench.mail("ses-2", to: ["jane@example.com"]))
                == [RecipientOutcome("jane@example.com", .refused(.overQuota))])
        #expect(
            try await bench.delivery().deliver(bench.mail("ses-1", to: ["jane@example.com"]))
                == [RecipientOutcome("jane@example.com", .duplicate(try bench.id("jane@example.com")))])
    }

    @Test("A mailbox whose plan was removed still takes mail")
    func removedPlan() async throws {
        let bench = try await DeliveryBench()
        var mailbox = try Sample.mailbox("jane@example.com")
        mailbox.plan = "removed"
        _ = await bench.store.create(mailbox, within: Sample.plan(), reclaims: false, now: Sample.now)
        let outcomes = try await bench.delivery().deliver(bench.mail(to: ["jane@example.com"]))
        #expect(outcomes == [RecipientOutcome("jane@example.com", .stored(try bench.id("jane@example.com"), seq: 1))])
    }

    @Test("A mail without recipients has no outcomes")
    func noRecipients() async throws {
        let bench = try await DeliveryBench()
        #expect(try await bench.delivery().deliver(bench.mail(to: [])) == [])
        #expect(bench.rawMail.fetched == [])
    }
}
