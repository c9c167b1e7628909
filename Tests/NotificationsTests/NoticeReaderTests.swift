import Mail
import Notifications
import Testing

@Suite("What an SNS message says")
struct NoticeReaderTests {
    @Test("Whatever comes in, there is a notice")
    func nothing() {
        let notice = NoticeReader().notice(subject: nil, message: "", topicARN: nil, receivedAt: Timestamp(millisecondsSince1970: 0))
        #expect(notice.kind == .generic)
        #expect(!notice.subject.isEmpty)
    }
}
