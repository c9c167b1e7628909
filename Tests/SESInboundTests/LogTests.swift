import InMemoryLogging
import LambdaEvents
import Logging
import Mail
import SESInbound
import Testing
import Tracking

@Suite("The log")
struct LogTests {
    private static let addresses = ["happy-tiger-42@postroom.test", "nobody@postroom.test", "jane@alias.test", "jane.doe@shop.example"]

    /// Everything of an entry that reaches a log line.
    private func text(_ entry: InMemoryLogHandler.Entry) -> String {
        "\(entry.message) \(entry.metadata) \(entry.error.map { "\($0)" } ?? "")"
    }

    private func expectNoSecrets(_ entries: [InMemoryLogHandler.Entry]) {
        for entry in entries {
            for secret in Self.addresses + ["happy-tiger-42", "nobody", "jane", Workbench.secretSubject, "secret", "847291"] {
                #expect(!text(entry).lowercased().contains(secret.lowercased()), "\(entry)")
            }
        }
    }

    @Test("has one line for each outcome, with shortened addresses")
    func outcomes() async throws {
        let workbench = try await Workbench.with("happy-tiger-42@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let result = try await workbench.handle(
            .mail("m1", to: "happy-tiger-42@postroom.test", "nobody@postroom.test", "jane@alias.test"))
        let entries = workbench.logs.entries
        #expect(entries.map(\.message) == ["stored", "refused", "notMine"])
        #expect(entries.map { $0.metadata["to"] } == ["h…@postroom.test", "n…@postroom.test", "j…@alias.test"])
        #expect(entries.allSatisfy { $0.metadata["ses_message_id"] == "m1" })
        let id = try #require(result.mails.first?.recipients.first?.id)
        #expect(entries.map { $0.metadata["message_id"] } == ["\(id)", nil, nil])
        #expect(entries.map { $0.metadata["reason"] } == [nil, "unknown_mailbox", nil])
    }

    @Test("never has a full address, a subject or a body, whatever happens")
    func noSecrets() async throws {
        let workbench = try await Workbench.with("happy-tiger-42@postroom.test")
        let event = SESEvent.mail("m1", to: "happy-tiger-42@postroom.test", "nobody@postroom.test", "jane@alias.test", "jane")
        await #expect(throws: DeliveryIncomplete.self) { try await workbench.handle(event) }
        try await workbench.putRawMail(of: "m1")
        try await workbench.publisher.breaks(for: "happy-tiger-42@postroom.test")
        await #expect(throws: DeliveryIncomplete.self) { try await workbench.handle(event) }
        try await workbench.publisher.breaks()
        _ = try await workbench.handle(event)
        _ = try await workbench.handle(event)
        #expect(workbench.logs.entries.count > 10)
        expectNoSecrets(workbench.logs.entries)
    }

    @Test("has an error line for each recipient that could not be served, and a line for those that were")
    func failures() async throws {
        let workbench = try await Workbench.with("happy-tiger-42@postroom.test")
        let event = SESEvent.mail("m1", to: "happy-tiger-42@postroom.test", "jane@alias.test")
        await #expect(throws: DeliveryIncomplete.self) { try await workbench.handle(event) }
        let errors = workbench.logs.entries.filter { $0.level == .error }
        #expect(errors.map(\.message) == ["not delivered"])
        #expect(errors.first?.metadata["to"] == "h…@postroom.test")
        #expect(errors.first?.metadata["reason"] == "\(RawMailMissing(key: "m1"))")
        #expect(workbench.logs.entries.filter { $0.level == .info }.map(\.message) == ["notMine"])
    }

    @Test("keeps the lines of one mail apart from those of another")
    func severalMails() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        for id in ["m1", "m2"] { try await workbench.putRawMail(of: id) }
        _ = try await workbench.handle(SESEvent(records: ["m1", "m2"].map { .mail($0, to: ["a@postroom.test"]) }))
        #expect(workbench.logs.entries.map { $0.metadata["ses_message_id"] } == ["m1", "m2"])
    }
}

@Suite("The mail log")
struct MailLogTests {
    private func handle(_ workbench: Workbench, _ log: InMemoryMailLog, _ event: SESEvent) async throws -> SESInboundResult {
        let delivery = Delivery(
            store: workbench.store, rawMail: workbench.rawMail, publisher: workbench.publisher, clock: workbench.clock,
            random: SystemRandom(), policy: workbench.policy)
        return try await SESInboundHandler(delivery: delivery, clock: workbench.clock, mailLog: log).handle(
            event, logger: workbench.logger)
    }

    private let event = SESEvent.mail("m1", to: "a@postroom.test", "nobody@postroom.test", "jane@alias.test")

    @Test("says of each recipient of ours that the mail came, and what became of it")
    func lines() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let log = InMemoryMailLog()
        let result = try await handle(workbench, log, event)
        #expect(log.entries.map(\.status) == [.received, .stored, .received, .refused])
        #expect(log.entries.map(\.to) == ["a@postroom.test", "a@postroom.test", "nobody@postroom.test", "nobody@postroom.test"])
        #expect(log.entries.allSatisfy { $0.sesID == "m1" && $0.function == "SESInbound" })
        #expect(log.entries[1].id == result.mails.first?.recipients.first?.id && log.entries[3].detail == "unknown_mailbox")
        // Again: the same lines, which `trace` shows once.
        _ = try await handle(workbench, log, event)
        let life = try await MailTrace(log).lines(.init("m1"), since: Timestamp(millisecondsSince1970: 0))
        #expect(log.entries.count == 8 && life.count == 4)
    }

    @Test("has what is tried again")
    func failures() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        let log = InMemoryMailLog()
        await #expect(throws: DeliveryIncomplete.self) { try await handle(workbench, log, event) }
        #expect(log.entries.filter { $0.to == "a@postroom.test" }.map(\.status) == [.received, .deferred])
    }

    @Test("keeps no mail back when it cannot be written")
    func lost() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let log = InMemoryMailLog()
        log.fail(CancellationError())
        #expect(try await handle(workbench, log, event).mails.first?.recipients.first?.outcome == "stored")
        #expect(workbench.logs.entries.contains { $0.level == .error && "\($0.message)" == "the mail log could not be written" })
    }
}
