import Forwarding
import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import MIME
import Mail

extension AliasForwardFunction {
    /// The first event that is decoded and the first mail that is changed cost sixty times the second: they are done in init.
    public static let firstMail = WarmUp("firstMail") {
        let event = #"{"Records":[{"eventSource":"aws:ses","ses":{"mail":{"messageId":"m"},"receipt":{"recipients":["a@example.com"]}}}]}"#
        _ = try SESEvent(json: Array(event.utf8))
        let mail = Message(Array("From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?q?a?=\r\n\r\ntext\r\n".utf8))
        let target = try EmailAddress("c@example.com")
        let ladder = ForwardingLadder(now: Timestamp(millisecondsSince1970: 0))
        _ = try ladder.mail(mail, to: target, from: try EmailAddress("b@example.com"), Alias(target))
        _ = try JSONEncoder().encode(AliasForwardResult(mails: []))
    }
}
