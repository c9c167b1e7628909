import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import MIME
import Mail

extension SESInboundFunction {
    /// The first event that is decoded and the first mail that is parsed cost sixty times the second: they are done in init.
    public static let firstMail = WarmUp("firstMail") {
        let event = #"{"Records":[{"eventSource":"aws:ses","ses":{"mail":{"messageId":"m"},"receipt":{"recipients":["a@example.com"]}}}]}"#
        _ = try mails(Array(event.utf8))
        let summary = MessageSummary(Message(Array("From: a@example.com\r\nSubject: =?utf-8?q?a?=\r\n\r\ntext\r\n".utf8)))
        _ = try JSONEncoder().encode(summary)
    }
}
