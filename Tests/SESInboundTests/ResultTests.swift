import FoundationEssentials
import LambdaEvents
import Mail
import SESInbound
import Testing

@Suite("The answer")
struct ResultTests {
    private func json(_ result: SESInboundResult) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(result), as: UTF8.self)
    }

    @Test("the JSON has these keys, and leaves out what does not apply")
    func shape() async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let event = SESEvent.mail("m1", to: "a@postroom.test", "nobody@postroom.test", "jane@alias.test")
        let id = MessageIdentifier(sesMessageID: "m1", recipient: try EmailAddress("a@postroom.test")).description
        #expect(
            try json(try await workbench.handle(event))
                == #"{"mails":[{"recipients":[{"id":"\#(id)","outcome":"stored","recipient":"a@postroom.test","seq":1},"#
                + #"{"outcome":"refused","reason":"unknown_mailbox","recipient":"nobody@postroom.test"},"#
                + #"{"outcome":"notMine","recipient":"jane@alias.test"}],"ses_message_id":"m1"}]}"#)
        #expect(
            try json(try await workbench.handle(.mail("m1", to: "a@postroom.test")))
                == #"{"mails":[{"recipients":[{"id":"\#(id)","outcome":"duplicate","recipient":"a@postroom.test"}],"ses_message_id":"m1"}]}"#
        )
    }

    @Test("an event without a mail to deliver is answered with none")
    func empty() async throws {
        let result = try await Workbench.with().handle(.mail("AMAZON_SES_SETUP_NOTIFICATION", to: "a@postroom.test"))
        #expect(try json(result) == #"{"mails":[]}"#)
    }

    @Test(
        "an answer is complete unless a recipient of ours was refused",
        arguments: [
            (["a@postroom.test"], true),
            (["jane@alias.test"], true),
            (["a@postroom.test", "jane@alias.test"], true),
            (["nobody@postroom.test"], false),
            (["a@postroom.test", "nobody@postroom.test"], false),
            (["no address"], false),
        ])
    func isComplete(recipients: [String], complete: Bool) async throws {
        let workbench = try await Workbench.with("a@postroom.test")
        try await workbench.putRawMail(of: "m1")
        let event = SESEvent(records: [.mail("m1", to: recipients)])
        #expect(try await workbench.handle(event).isComplete == complete)
        // A repetition says the same.
        #expect(try await workbench.handle(event).isComplete == complete)
    }
}
