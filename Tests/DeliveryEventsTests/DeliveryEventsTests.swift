import LambdaRuntime
import Mail
import Notifications
import Testing
import Tracking

@Suite("Events of sent mail")
struct DeliveryEventsTests {
    private let notice = "0102019a-7777-2222-3333-444455556666-000000"
    private let forwarded = "0102019a-1111-2222-3333-444455556666-000000"

    @Test("a mail that was sent and delivered has two lines")
    func delivered() async throws {
        let workbench = Workbench()
        #expect(try await workbench.answer("sqs-ses-notice") == #"{"batchItemFailures":[]}"#)
        #expect(
            workbench.log.entries.map(\.line) == [
                "\(notice): to=<jane@target.example>, from=<hello@example.com>, message-id=<welcome.1@example.com>, status=sent",
                "\(notice): to=<jane@target.example>, relay=[192.0.2.7], dsn=2.0.0, delay=3558ms, status=delivered (250 ok)",
            ])
        #expect(workbench.log.entries.map(\.time.rfc3339) == ["2026-11-21T08:30:01.250Z", "2026-11-21T08:30:04.808Z"])
        #expect(workbench.log.entries.allSatisfy { $0.function == "DeliveryEvents" && $0.messageID == "welcome.1@example.com" })
    }

    @Test(
        "each kind has its line",
        arguments: [
            ("sns-ses-send", "from=<hello@alias.test>, status=sent"),
            ("sns-ses-delivery", "relay=a7-1.smtp-out.amazonses.test, dsn=2.0.0, delay=2750ms, status=delivered (250 2.0.0 OK)"),
            (
                "sns-ses-bounce-permanent",
                "relay=a7-1.smtp-out.amazonses.test, dsn=5.1.1, delay=3750ms, status=bounced (Permanent, General: 550 5.1.1 user unknown)"
            ),
            ("sns-ses-bounce-transient", "status=bounced (Transient, MailboxFull: 452 4.2.2 mailbox full)"),
            ("sns-ses-complaint", "status=complained (abuse)"), ("sns-ses-reject", "status=rejected (Bad content)"),
            (
                "sns-ses-delivery-delay",
                "dsn=4.4.1, delay=303750ms, status=delayed (TransientCommunicationFailure: 421 4.4.1 no answer)"
            ),
        ])
    func kinds(_ name: String, _ end: String) async throws {
        let workbench = Workbench()
        try await workbench.answer(name)
        let entry = try #require(workbench.log.entries.first)
        #expect(workbench.log.entries.count == 1)
        let line = entry.line.replacing("message-id=<\(forwarded)>, ", with: "")
        #expect(line.hasPrefix("\(forwarded): to=<jane@target.example>, ") && line.hasSuffix(end), "\(line)")
        #expect(entry.origin == "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1")
        // Mail of others is written down, and nothing else.
        #expect(workbench.suppressions.all.isEmpty)
    }

    @Test("each recipient of a bounce has a line of its own")
    func several() async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-bounce-several")
        #expect(workbench.log.entries.map(\.to) == ["jane@target.example", "joe@target.example"])
        #expect(workbench.log.entries.map(\.dsn) == ["5.1.1", "5.2.2"])
        #expect(workbench.log.entries[1].detail == "Permanent, General: 552 5.2.2 over quota")
    }

    @Test("notifications of an identity, and raw messages, are events too")
    func otherForms() async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-classic")
        #expect(workbench.log.entries.map(\.status) == [.delivered, .bounced, .complained])
        #expect(workbench.log.entries.map(\.dsn) == ["2.0.0", "5.0.0", nil])
        #expect(workbench.suppressions.all.isEmpty)
        try await workbench.answer("sqs-ses-raw")
        #expect(workbench.log.entries.last?.status == .delivered)
        let json = try Workbench.recorded("sqs-ses-raw")
        let body = try #require(json.split(separator: #""body": "#).last?.split(separator: ",\n").first)
        // By way of EventBridge, straight to the function.
        let event = body.dropFirst().dropLast().replacing(#"\""#, with: "\"")
        _ = await workbench.invoke(Array(#"{"id":"e","detail-type":"Email Delivered","detail":\#(event)}"#.utf8))
        #expect(workbench.log.entries.map(\.status) == [.delivered, .bounced, .complained, .delivered, .delivered])
        #expect(workbench.log.entries[4] == workbench.log.entries[3])
    }

    @Test("openings and clicks are ignored, unless somebody wants them", arguments: [("open", "opened"), ("click", "clicked")])
    func visits(_ name: String, _ status: String) async throws {
        var workbench = Workbench()
        try await workbench.answer("sqs-ses-\(name)")
        #expect(workbench.log.entries.isEmpty)
        workbench.logsVisits = true
        try await workbench.answer("sqs-ses-\(name)")
        #expect(workbench.log.entries.map(\.status.rawValue) == [status])
    }

    @Test("what is none of these is skipped or says so")
    func others() async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-subscription")
        try await workbench.answer("sns-ses-topic-test")
        #expect(workbench.log.entries.isEmpty)
        try await workbench.answer("sqs-ses-mixed")
        try await workbench.answer("sqs-ses-rendering-failure")
        #expect(workbench.log.entries.map(\.status) == [.delivered, .failed])
        #expect(workbench.log.entries[1].detail == "Attribute 'name' is not present in the rendering data.")
        #expect(await isFailure(workbench.invoke(Array("{}".utf8))))
    }

    private func isFailure(_ outcome: Outcome) -> Bool { if case .failure(_) = outcome { true } else { false } }
}
