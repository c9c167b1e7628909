import FoundationEssentials
import LambdaEvents
import LambdaRuntime
import Mail
import Notifications

extension NotificationSettings {
    /// The first event that is decoded and the first mail that is written cost sixty times the second: they are done in init.
    public static let firstMail = WarmUp("firstMail") {
        let event = #"{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"m","Message":"{\"AlarmName\":\"a\"}"}}]}"#
        _ = try NotificationRecords.read(Array(event.utf8))
        let time = Timestamp(millisecondsSince1970: 0)
        let notice = NoticeReader().notice(subject: nil, message: #"{"AlarmName":"a"}"#, topicARN: nil, receivedAt: time)
        let address = try EmailAddress("a@example.com")
        let mail = NotificationMail(
            key: NotificationKey(function: "Init", source: "m", recipient: address), from: .init(name: "a", address: address), to: address,
            subject: notice.subject, text: notice.text, html: notice.html)
        _ = try mail.composed(date: time)
    }
}
