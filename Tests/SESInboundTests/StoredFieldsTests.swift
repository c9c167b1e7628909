import LambdaEvents
import Mail
import SESInbound
import Testing

@Suite("What is stored of an event")
struct StoredFieldsTests {
    @Test("the null sender of a bounce is stored as none", arguments: ["", "<>", nil] as [String?])
    func nullSender(_ source: String?) async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        _ = try await workbench.handle(.mail("m1", from: source, to: "a@postroom.test"))
        let message = try #require(try await workbench.messages("a@postroom.test").first)
        #expect(message.envelopeSender == nil)
    }

    @Test("envelope sender, size, time and key are stored")
    func fields() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        _ = try await workbench.handle(.mail("m1", to: "a@postroom.test"))
        let message = try #require(try await workbench.messages("a@postroom.test").first)
        #expect(message.envelopeSender == "jane.doe@shop.example")
        #expect(message.rawKey == "m1")
        #expect(message.size == (try await workbench.rawMail.get("m1").count))
        #expect(message.receivedAt == Workbench.start)
        #expect(message.summary.subject == Workbench.secretSubject)
        #expect(!message.isRead)
    }

    @Test(
        "the time is when SES took the mail, not when a retry came; a time that is none or lies ahead is not believed",
        arguments: [
            ("2001-09-09T01:46:40.250Z", Timestamp(millisecondsSince1970: 1_000_000_000_250)),
            ("Sun, 09 Sep 2001 01:46:40 +0000", Timestamp(millisecondsSince1970: 1_000_000_000_000)),
            ("2999-01-01T00:00:00.000Z", Workbench.start),
            ("yesterday", Workbench.start),
            ("", Workbench.start),
        ])
    func time(said: String, stored: Timestamp) async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        var event = SESEvent.mail("m1", to: "a@postroom.test")
        event.records[0].ses.receipt.timestamp = said
        _ = try await workbench.handle(event)
        #expect(try await workbench.messages("a@postroom.test").first?.receivedAt == stored)
    }

    @Test("all five verdicts are stored as SES wrote them")
    func verdicts() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        var event = SESEvent.mail("m1", to: "a@postroom.test")
        event.records[0].ses.receipt.spamVerdict = SESEvent.Verdict(status: "FAIL")
        event.records[0].ses.receipt.virusVerdict = SESEvent.Verdict(status: "DISABLED")
        event.records[0].ses.receipt.spfVerdict = SESEvent.Verdict(status: "GRAY")
        event.records[0].ses.receipt.dkimVerdict = SESEvent.Verdict(status: "something new")
        event.records[0].ses.receipt.dmarcVerdict = SESEvent.Verdict(status: "PROCESSING_FAILED")
        _ = try await workbench.handle(event)
        let message = try #require(try await workbench.messages("a@postroom.test").first)
        #expect(
            message.verdicts
                == Verdicts(spam: "FAIL", virus: "DISABLED", spf: "GRAY", dkim: "something new", dmarc: "PROCESSING_FAILED"))
        #expect(message.verdicts.isSpam && !message.verdicts.hasVirus)
    }

    @Test("verdicts that SES does not give are stored as none")
    func noVerdicts() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        _ = try await workbench.handle(.mail("m1", to: "a@postroom.test"))
        #expect(try await workbench.messages("a@postroom.test").first?.verdicts == Verdicts())
    }

    @Test("the raw mail is looked for under the prefix of the receipt rule", arguments: ["", "raw/", "2026/inbound-"])
    func prefix(_ prefix: String) async throws {
        var workbench = try await Workbench.with("a@postroom.test")
        workbench.rawKeyPrefix = prefix
        try await workbench.putRawMail(of: "m1", prefix: prefix)
        _ = try await workbench.handle(.mail("m1", to: "a@postroom.test"))
        let message = try #require(try await workbench.messages("a@postroom.test").first)
        #expect(message.rawKey == prefix + "m1")
        // The prefix is where the mail is, not what it is called.
        #expect(message.id == MessageIdentifier(sesMessageID: "m1", recipient: try EmailAddress("a@postroom.test")))
    }
}
