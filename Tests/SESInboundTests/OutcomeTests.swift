import InMemoryLogging
import LambdaEvents
import Logging
import Mail
import SESInbound
import Testing

@Suite("Outcomes by recipient")
struct OutcomeTests {
    @Test("each distinct recipient gets an outcome, in the envelope's order")
    func outcomes() async throws {
        let workbench = try await Workbench.with("happy-tiger-42@postroom.test", "quiet-otter-17@postroom.test")
        try await workbench.open("late@postroom.test", minutes: 1)
        workbench.clock.advance(minutes: 2)
        try await workbench.putRawMail(of: "m1")

        let event = SESEvent.mail(
            "m1", to: "happy-tiger-42@postroom.test", "nobody@postroom.test", "Happy-Tiger-42@Postroom.Test", "jane@alias.test",
            "late@postroom.test", "no address", "quiet-otter-17@postroom.test")
        let mail = try #require(try await workbench.handle(event).mails.first)

        #expect(mail.messageID == "m1")
        #expect(
            mail.recipients.map(\.recipient) == [
                "happy-tiger-42@postroom.test", "nobody@postroom.test", "jane@alias.test", "late@postroom.test", "no address",
                "quiet-otter-17@postroom.test",
            ])
        #expect(mail.recipients.map(\.outcome) == ["stored", "refused", "notMine", "refused", "refused", "stored"])
        #expect(mail.recipients.map(\.reason) == [nil, "unknown_mailbox", nil, "expired", "invalid_address", nil])
        #expect(mail.recipients.map(\.seq) == [1, nil, nil, nil, nil, 1])
        #expect(try await workbench.messages("happy-tiger-42@postroom.test").count == 1)
        #expect(try await workbench.messages("quiet-otter-17@postroom.test").count == 1)
        #expect(await workbench.publisher.events.count == 2)
    }

    @Test("the id that is answered is the stored message's, and depends on mail and recipient")
    func identifiers() async throws {
        let workbench = try await Workbench.with("a@postroom.test", "b@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let mail = try #require(try await workbench.handle(.mail("m1", to: "A@postroom.test", "b@postroom.test")).mails.first)
        let stored = try #require(try await workbench.messages("a@postroom.test").first)
        #expect(mail.recipients.first?.id == stored.id.description)
        #expect(stored.id == MessageIdentifier(sesMessageID: "m1", recipient: try EmailAddress("a@postroom.test")))
        #expect(mail.recipients.first?.id != mail.recipients.last?.id)
    }

    @Test("a mail for others only needs no raw mail")
    func notMine() async throws {
        let workbench = try await Workbench.with()
        let result = try await workbench.handle(.mail("m1", to: "jane@alias.test", "joe@alias.test"))
        #expect(result.mails.first?.recipients.map(\.outcome) == ["notMine", "notMine"])
        #expect(result.isComplete)
    }

    @Test("a full mailbox refuses, and its neighbour does not")
    func overQuota() async throws {
        let workbench = try await Workbench.with("b@postroom.test")
        let tiny = Plan(name: "tiny", maxMailboxes: -1, maxMessagesPerMailbox: 1, defaultTTLMinutes: 60, maxTTLMinutes: 60)
        try await workbench.store.save(tiny)
        try await workbench.open("a@postroom.test", plan: tiny)
        for id in ["m1", "m2"] { try await workbench.putRawMail(of: id) }
        _ = try await workbench.handle(.mail("m1", to: "a@postroom.test"))
        let mail = try #require(try await workbench.handle(.mail("m2", to: "a@postroom.test", "b@postroom.test")).mails.first)
        #expect(mail.recipients.map(\.outcome) == ["refused", "stored"])
        #expect(mail.recipients.first?.reason == "over_quota")
    }

    @Test(
        "spam and viruses are refused where policy says so",
        arguments: [("FAIL", "PASS", "spam"), ("PASS", "FAIL", "virus"), ("FAIL", "FAIL", "virus")])
    func refusedVerdicts(spam: String, virus: String, reason: String) async throws {
        var workbench = try await Workbench.with("a@postroom.test")
        workbench.policy.spam = .refuse
        workbench.policy.virus = .refuse
        var event = SESEvent.mail("m1", to: "a@postroom.test")
        event.records[0].ses.receipt.spamVerdict = SESEvent.Verdict(status: spam)
        event.records[0].ses.receipt.virusVerdict = SESEvent.Verdict(status: virus)
        let recipient = try #require(try await workbench.handle(event).mails.first?.recipients.first)
        #expect(recipient.outcome == "refused")
        #expect(recipient.reason == reason)
    }

    @Test("the mails of an event are answered in order, setup notifications left out")
    func severalMails() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        for id in ["m1", "m2"] { try await workbench.putRawMail(of: id) }
        let records = ["m1", "AMAZON_SES_SETUP_NOTIFICATION", "m2"].map { SESEvent.Record.mail($0, to: ["a@postroom.test"]) }
        let result = try await workbench.handle(SESEvent(records: records))
        #expect(result.mails.map(\.messageID) == ["m1", "m2"])
        #expect(result.mails.flatMap(\.recipients).map(\.seq) == [1, 2])
    }

    @Test("a setup notification is skipped without touching the storage")
    func setupNotification() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        let result = try await workbench.handle(.mail("AMAZON_SES_SETUP_NOTIFICATION", to: "a@postroom.test"))
        #expect(result.mails.isEmpty)
        #expect(result.isComplete)
        #expect(try await workbench.messages("a@postroom.test").isEmpty)
        #expect(workbench.logs.entries.map(\.message) == ["skipped the setup notification of SES"])
    }
}
