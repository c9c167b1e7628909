import FoundationEssentials
import LambdaEvents
import Mail
import SESInbound
import Testing

@Suite("Recorded events through the function")
struct RecordedEventTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "events")

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("ses-inbound") && $0.hasSuffix(".json") }
            .sorted()
    }

    private func event(_ name: String) throws -> SESEvent {
        try SESEvent(json: Data(contentsOf: Self.folder.appending(path: name)))
    }

    /// Both mailboxes of the recorded events, and the raw mail that the receipt rule has stored.
    private func workbench(for event: SESEvent) async throws -> Workbench {
        let workbench = try await Workbench.with("happy-tiger-42@postroom.test", "quiet-otter-17@postroom.test")
        for record in event.records {
            try await workbench.putRawMail(of: record.ses.receipt.action?.objectKey ?? record.ses.mail.messageID)
        }
        return workbench
    }

    @Test("every event reaches every mailbox that it is for, and does so once", arguments: try names())
    func every(_ name: String) async throws {
        let event = try event(name)
        let workbench = try await workbench(for: event)
        let result = try await workbench.handle(event)
        #expect(result.isComplete)
        guard !name.contains("setup-notification") else {
            #expect(result.mails.isEmpty)
            return
        }
        let recipients = try #require(result.mails.first).recipients
        #expect(recipients.contains { $0.outcome == "stored" })
        #expect(recipients.allSatisfy { $0.outcome == "stored" || $0.outcome == "notMine" })

        let again = try #require(try await workbench.handle(event).mails.first).recipients
        #expect(again.map(\.outcome) == recipients.map { $0.outcome == "stored" ? "duplicate" : $0.outcome })
    }

    @Test("several recipients: one copy for each mailbox, and none for the other domain")
    func severalRecipients() async throws {
        let event = try event("ses-inbound-several-recipients.json")
        let mail = try #require(try await workbench(for: event).handle(event).mails.first)
        #expect(mail.recipients.map(\.recipient) == ["happy-tiger-42@postroom.test", "quiet-otter-17@postroom.test", "jane@alias.test"])
        #expect(mail.recipients.map(\.outcome) == ["stored", "stored", "notMine"])
    }

    @Test("spam with a virus is stored and flagged by default")
    func flagged() async throws {
        let event = try event("ses-inbound-spam-and-virus.json")
        let workbench = try await workbench(for: event)
        _ = try await workbench.handle(event)
        let message = try #require(try await workbench.messages("happy-tiger-42@postroom.test").first)
        #expect(message.verdicts.isSpam && message.verdicts.hasVirus)
    }

    @Test("a bounce has no envelope sender")
    func bounce() async throws {
        let event = try event("ses-inbound-null-sender.json")
        let workbench = try await workbench(for: event)
        _ = try await workbench.handle(event)
        let message = try #require(try await workbench.messages("happy-tiger-42@postroom.test").first)
        #expect(message.envelopeSender == nil)
    }
}
