import LambdaEvents
import Testing

@Suite("An unusable event is refused with the reason")
struct UnusableEventTests {
    @Test(
        "the error names what is wrong and where",
        arguments: [
            ("", "the event is not JSON"),
            ("   ", "the event is not JSON"),
            ("hello", "the event is not JSON"),
            (#"{"Records":["#, "the event is not JSON"),
            (#"{"Records":[]}}"#, "the event is not JSON"),
            ("[]", "not an SES receipt event: it is not a JSON object with 'Records'"),
            ("7", "not an SES receipt event: it is not a JSON object with 'Records'"),
            (#""Records""#, "not an SES receipt event: it is not a JSON object with 'Records'"),
            ("null", "not an SES receipt event: it is not a JSON object with 'Records'"),
            ("{}", "not an SES receipt event: 'Records' is missing"),
            (#"{"records":[]}"#, "not an SES receipt event: 'Records' is missing"),
            (#"{"Records":null}"#, "not an SES receipt event: 'Records' is null"),
            (#"{"Records":[]}"#, "the event has no records: 'Records' is empty"),
            (#"{"Records":[{"Sns":{"Message":"hello"}}]}"#, "not an SES receipt event: 'Records[0].ses' is missing"),
            (#"{"Records":[{"eventSource":"aws:s3","s3":{}}]}"#, "not an SES receipt event: 'Records[0].ses' is missing"),
            (
                #"{"Records":[{"ses":{"mail":{},"receipt":{"recipients":["a@b.test"]}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.mail.messageId' is missing"
            ),
            (
                #"{"Records":[{"ses":{"mail":{"messageId":""},"receipt":{"recipients":["a@b.test"]}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.mail.messageId': it is empty"
            ),
            (
                #"{"Records":[{"ses":{"mail":{"messageId":7},"receipt":{"recipients":["a@b.test"]}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.mail.messageId' is not of type String"
            ),
            (
                #"{"Records":[{"ses":{"mail":{"messageId":"m"},"receipt":{}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.receipt.recipients' is missing"
            ),
            (
                #"{"Records":[{"ses":{"mail":{"messageId":"m"},"receipt":{"recipients":[]}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.receipt.recipients': it is empty"
            ),
            (
                #"{"Records":[{"ses":{"mail":{"messageId":"m"},"receipt":{"recipients":["a@b.test",7]}}}]}"#,
                "not an SES receipt event: 'Records[0].ses.receipt.recipients[1]' is not of type String"
            ),
        ])
    func refused(_ text: String, reason: String) throws {
        let error = try #require(throws: EventError.self) { try SESEvent(json: text.utf8) }
        #expect(error.description == reason)
    }

    @Test("the second record is checked like the first")
    func secondRecord() throws {
        let text =
            #"{"Records":[{"ses":{"mail":{"messageId":"m"},"receipt":{"recipients":["a@b.test"]}}},{"ses":{"mail":{"messageId":"n"}}}]}"#
        let error = try #require(throws: EventError.self) { try SESEvent(json: text.utf8) }
        #expect(error.description == "not an SES receipt event: 'Records[1].ses.receipt' is missing")
    }

    @Test("no prefix of an event is taken for one")
    func cutOff() throws {
        var bytes = try RecordedEvent.bytes("ses-inbound-minimal")
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        for length in bytes.indices {
            #expect(throws: EventError.self, "\(length) bytes") { try SESEvent(json: bytes.prefix(length)) }
        }
    }

    @Test("a thousand open brackets are an error, not a crash", arguments: ["[", #"{"Records":"#, #"{"a":"#])
    func deep(_ opening: String) {
        let text = String(repeating: opening, count: 1000)
        #expect(throws: EventError.self) { try SESEvent(json: text.utf8) }
    }
}
