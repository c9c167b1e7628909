import FoundationEssentials
import Mail
import Notifications
import Testing

/// `POSTROOM_GOLDEN=write` writes the files anew; look at what changed before it is committed.
@Suite("Recorded messages as mails")
struct GoldenTests {
    @Test("Subject, text and HTML are as they were looked at")
    func golden() throws {
        let zone = try TestFiles.zone("Europe/Berlin")
        let folder = TestFiles.tests.appending(path: "Golden")
        let isWriting = ProcessInfo.processInfo.environment["POSTROOM_GOLDEN"] == "write"
        for message in try RecordedMessage.all() {
            let notice = message.notice(zone: zone)
            let head = [
                "Kind: \(notice.kind.rawValue)", "Subject: \(notice.subject)", "Thread: \(notice.thread)", "State: \(notice.state ?? "-")",
                "Previous: \(notice.previousState ?? "-")", "Changed: \(notice.changedAt?.rfc3339 ?? "-")", "Summary: \(notice.summary)",
            ]
            for (file, content) in [
                ("\(message.name).txt", head.joined(separator: "\n") + "\n\n" + notice.text), ("\(message.name).html", notice.html),
            ] {
                let url = folder.appending(path: file)
                if isWriting {
                    try Data(content.utf8).write(to: url)
                } else {
                    let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
                    #expect(content == expected, "\(file) is not what it was")
                }
            }
        }
    }
}
