import InMemoryLogging
import LambdaRuntime
import Mail
import Notifications
import Testing
import Tracking

typealias Outcome = DirectInvocation.Outcome

@Suite("Events of Postroom's own mail")
struct NoticeTests {
    private let notice = "0102019a-7777-2222-3333-444455556666-000000"
    private let address = "jane@target.example"

    private func claim(_ workbench: Workbench) throws {
        _ = workbench.ledger.claim(
            try Workbench.key, for: try EmailAddress(address), until: workbench.clock.now().adding(.seconds(60)), now: workbench.clock.now()
        )
    }

    @Test("the ledger learns that a mail was sent, whichever event says so", arguments: ["", "-bounce", "-complaint"])
    func ledger(_ name: String) async throws {
        let workbench = Workbench()
        try claim(workbench)
        try await workbench.answer("sqs-ses-notice\(name)")
        let entry = try #require(workbench.ledger.entry(try Workbench.key))
        #expect(entry.state == .sent && entry.sesID == notice)
    }

    @Test("a mail that nobody remembers is no error, and one that was settled stays as it is")
    func settled() async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-notice")
        #expect(workbench.ledger.entry(try Workbench.key) == nil)
        try claim(workbench)
        _ = workbench.ledger.settle(
            try Workbench.key, attempt: 1, NotificationChange(.failed, reason: "held"), now: workbench.clock.now())
        try await workbench.answer("sqs-ses-notice")
        #expect(workbench.ledger.entry(try Workbench.key)?.state == .failed)
    }

    @Test("nothing more goes to who cannot be reached, or complains", arguments: [("bounce", "BOUNCE"), ("complaint", "COMPLAINT")])
    func suppressed(_ name: String, _ reason: String) async throws {
        let workbench = Workbench()
        for _ in 0..<2 { try await workbench.answer("sqs-ses-notice-\(name)") }
        #expect(workbench.suppressions.all == [address: reason])
        // Diagnostics have no address.
        for entry in workbench.diagnostics.entries { #expect(!"\(entry.message) \(entry.metadata)".contains("jane")) }
    }

    @Test(
        "but for what does not last, is known, or is no complaint",
        arguments: [
            ("bounce", #"\\\"Permanent\\\""#, #"\\\"Transient\\\""#), ("bounce", #"\\\"General\\\""#, #"\\\"OnAccountSuppressionList\\\""#),
            ("complaint", #"\\\"abuse\\\""#, #"\\\"not-spam\\\""#),
            ("complaint", #"\\\"complaintSubType\\\": null"#, #"\\\"complaintSubType\\\": \\\"OnAccountSuppressionList\\\""#),
        ])
    func spared(_ name: String, _ old: String, _ new: String) async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-notice-\(name)") { text in
            #expect(text.contains(old))
            return text.replacing(old, with: new)
        }
        #expect(workbench.suppressions.all.isEmpty && workbench.log.entries.count == 1)
    }

    @Test("a report about somebody else suppresses whom the mail was sent to, and tags of somebody else nobody")
    func forged() async throws {
        let workbench = Workbench()
        try await workbench.answer("sqs-ses-notice-bounce") {
            #expect($0.contains(#"\\\"emailAddress\\\": \\\"jane@target.example\\\""#))
            return $0.replacing(
                #"\\\"emailAddress\\\": \\\"jane@target.example\\\""#, with: #"\\\"emailAddress\\\": \\\"victim@target.example\\\""#)
        }
        #expect(workbench.suppressions.all == [address: "BOUNCE"])
        let other = Workbench()
        try await other.answer("sqs-ses-notice-bounce") { $0.replacing("jane@target.example", with: "victim@target.example") }
        #expect(other.suppressions.all.isEmpty && other.log.entries.count == 1)
    }

    @Test("events in the wrong order, and twice, come to the same")
    func disorder() async throws {
        let names = ["sqs-ses-notice", "sqs-ses-notice-bounce", "sqs-ses-notice-complaint"]
        var results: [[MailLogEntry]] = []
        for order in [names, names.reversed(), names + names.reversed()] {
            let workbench = Workbench()
            try claim(workbench)
            for name in order { try await workbench.answer(name) }
            results.append(
                try await MailTrace(workbench.log).lines(.init(notice), since: Timestamp(millisecondsSince1970: 0)))
            #expect(workbench.ledger.entry(try Workbench.key)?.state == .sent)
            #expect(workbench.suppressions.all.count == 1)
        }
        #expect(results[0].map(\.status) == [.sent, .delivered, .bounced, .complained])
        #expect(results[1] == results[0] && results[2] == results[0])
    }

    @Test("a message that fails is sent again, and no other")
    func partialFailure() async throws {
        let workbench = Workbench()
        workbench.suppressions.goDown(true)
        // The second is a bounce, which has to be put on the list.
        let event = try Workbench.recorded("sqs-ses-notice").replacing(
            #"\\\"eventType\\\": \\\"Delivery\\\""#,
            with: #"\\\"eventType\\\": \\\"Bounce\\\", \\\"bounce\\\": {\\\"bounceType\\\": \\\"Permanent\\\"}"#)
        guard case .response(let answer) = await workbench.invoke(Array(event.utf8)) else {
            Issue.record("the whole batch failed")
            return
        }
        #expect(
            String(decoding: answer, as: UTF8.self)
                == #"{"batchItemFailures":[{"itemIdentifier":"3d1f7d2b-5e5b-4e4f-9f59-0f6d8a0b0002"}]}"#)
        // What it says stands in the log all the same.
        #expect(workbench.log.entries.map(\.status) == [.sent, .bounced])
        workbench.suppressions.goDown(false)
        try await workbench.answer("sqs-ses-notice-bounce")
        #expect(workbench.suppressions.all == [address: "BOUNCE"])
    }

    @Test("what cannot be logged fails, and is done all the same")
    func lostLog() async throws {
        let workbench = Workbench()
        workbench.log.fail(Workbench.Failed(description: "the log is full"))
        guard case .failure(_) = await workbench.invoke(Array(try Workbench.recorded("sqs-ses-notice-bounce").utf8)) else {
            Issue.record("it did not fail")
            return
        }
        #expect(workbench.suppressions.all == [address: "BOUNCE"])
        workbench.log.fail(nil)
        try await workbench.answer("sqs-ses-notice-bounce")
        #expect(workbench.log.entries.map(\.status) == [.bounced])
    }
}
