import FoundationEssentials
import JSON
import Mail
import Notifications

/// The messages of `events/sns-*.json`, as the function gets them.
struct RecordedMessage {
    var name: String
    var subject: String?
    var message: String
    var topicARN: String?
    var receivedAt: Timestamp

    /// Those that `AlarmEmail` takes.
    static func all() throws -> [RecordedMessage] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let others = ["sns-ses-", "sns-user-"]
        let wanted = files.filter { file in
            file.hasPrefix("sns-") && file.hasSuffix(".json") && !others.contains { file.hasPrefix($0) }
        }
        return try wanted.map { file in
            let node = try JSONReader.read([UInt8](Data(contentsOf: folder.appending(path: file))))
            guard case .array(let records)? = node["Records"]?.value, let sns = records.first?["Sns"], let message = sns["Message"]?.string,
                let received = sns["Timestamp"]?.string.flatMap({ Timestamp($0) })
            else { throw NotAnEvent(file: file) }
            return RecordedMessage(
                name: String(file.dropFirst("sns-".count).dropLast(".json".count)), subject: sns["Subject"]?.string, message: message,
                topicARN: sns["TopicArn"]?.string, receivedAt: received)
        }
    }

    static func named(_ name: String) throws -> RecordedMessage {
        guard let message = try all().first(where: { $0.name == name }) else { throw NotAnEvent(file: name) }
        return message
    }

    func notice(zone: TimeZoneRules = .utc) -> Notice {
        NoticeReader(zone: zone).notice(subject: subject, message: message, topicARN: topicARN, receivedAt: receivedAt)
    }

    private static let folder = TestFiles.root.appending(path: "events")

    struct NotAnEvent: Error {
        var file: String
    }
}

/// Where the files of these tests are.
enum TestFiles {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

    static func zone(_ name: String) throws -> TimeZoneRules {
        let file = name.replacing("/", with: "-")
        return try TimeZoneRules(name: name, file: [UInt8](Data(contentsOf: tests.appending(path: "Zones/\(file).tzif"))))
    }
}
