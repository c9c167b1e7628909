import LambdaEvents
import Mail
import SESInbound
import Testing

@Suite("Retries and repetitions")
struct RetryTests {
    @Test("the same event again gives duplicates and stores nothing twice")
    func duplicate() async throws {
        let workbench = try await Workbench.with("a@postroom.test", "b@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let event = SESEvent.mail("m1", to: "a@postroom.test", "b@postroom.test")
        let first = try await workbench.handle(event)
        workbench.clock.advance(minutes: 1)
        let second = try await workbench.handle(event)

        #expect(second.mails.first?.recipients.map(\.outcome) == ["duplicate", "duplicate"])
        #expect(second.mails.first?.recipients.map(\.id) == first.mails.first?.recipients.map(\.id))
        #expect(second.isComplete)
        let messages = try await workbench.messages("a@postroom.test")
        #expect(messages.map(\.seq) == [1])
        #expect(messages.first?.receivedAt == Workbench.start)
        // Published again, under the same id: the first attempt may have ended before.
        let events = await workbench.publisher.events
        #expect(events.count == 4)
        #expect(Set(events.map(\.id)).count == 2)
    }

    @Test("a raw mail that is not there yet fails the event, and a retry completes it")
    func rawMailComesLater() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        let event = SESEvent.mail("m1", to: "a@postroom.test", "nobody@postroom.test")
        let failure = try await #require(throws: DeliveryIncomplete.self) { try await workbench.handle(event) }
        #expect(failure.failures.map(\.recipient) == ["a@postroom.test"])
        #expect(failure.failures.first?.error as? RawMailMissing == RawMailMissing(key: "m1"))
        #expect(failure.outcomes.map(\.recipient) == ["nobody@postroom.test"])
        #expect(try await workbench.messages("a@postroom.test").isEmpty)

        try await workbench.putRawMail(of: "m1")
        let mail = try #require(try await workbench.handle(event).mails.first)
        #expect(mail.recipients.map(\.outcome) == ["stored", "refused"])
        #expect(try await workbench.messages("a@postroom.test").count == 1)
    }

    @Test("a failure for one recipient does not keep the mail from the others")
    func partialFailure() async throws {
        let workbench = try await Workbench.with("a@postroom.test", "b@postroom.test", "c@postroom.test")
        try await workbench.putRawMail(of: "m1")
        try await workbench.publisher.breaks(for: "b@postroom.test")
        let event = SESEvent.mail("m1", to: "a@postroom.test", "b@postroom.test", "c@postroom.test")
        let failure = try await #require(throws: DeliveryIncomplete.self) { try await workbench.handle(event) }
        #expect(failure.outcomes.map(\.recipient) == ["a@postroom.test", "c@postroom.test"])
        #expect(await workbench.publisher.events.map(\.mailbox.description) == ["a@postroom.test", "c@postroom.test"])

        try await workbench.publisher.breaks()
        let retry = try await workbench.handle(event)
        #expect(retry.mails.first?.recipients.map(\.outcome) == ["duplicate", "duplicate", "duplicate"])
        let published = await workbench.publisher.events.filter { $0.mailbox.description == "b@postroom.test" }
        #expect(published.map(\.seq) == [1])
        for address in ["a@postroom.test", "b@postroom.test", "c@postroom.test"] {
            #expect(try await workbench.messages(address).count == 1)
        }
    }

    @Test("a mail that fails does not keep back the mails behind it")
    func failureInTheMiddle() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        for id in ["m1", "m3"] { try await workbench.putRawMail(of: id) }
        let records = ["m1", "m2", "m3"].map { SESEvent.Record.mail($0, to: ["a@postroom.test"]) }
        let failure = try await #require(throws: DeliveryIncomplete.self) { try await workbench.handle(SESEvent(records: records)) }
        #expect(failure.failures.first?.error as? RawMailMissing == RawMailMissing(key: "m2"))
        #expect(try await workbench.messages("a@postroom.test").map(\.rawKey) == ["m3", "m1"])

        try await workbench.putRawMail(of: "m2")
        let retry = try await workbench.handle(SESEvent(records: records))
        #expect(retry.mails.flatMap(\.recipients).map(\.outcome) == ["duplicate", "stored", "duplicate"])
    }

    @Test("a message that was read and deleted does not come back with a repetition")
    func deleted() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let event = SESEvent.mail("m1", to: "a@postroom.test")
        _ = try await workbench.handle(event)
        let message = try #require(try await workbench.messages("a@postroom.test").first)
        _ = try await workbench.store.delete(message.id, in: message.mailbox)
        let again = try await workbench.handle(event)
        #expect(again.mails.first?.recipients.map(\.outcome) == ["duplicate"])
        #expect(try await workbench.messages("a@postroom.test").isEmpty)
    }
}
