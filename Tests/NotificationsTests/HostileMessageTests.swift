import FoundationEssentials
import JSON
import Mail
import Notifications
import Testing

@Suite("Whatever comes in")
struct HostileMessageTests {
    static let hostile = "<script>x</script>\r\nBcc: victim@target.example\u{202E}\u{0}\u{7}\u{2028}&\"'</td></style>"

    /// Values of every kind, in the place of any other.
    static let replacements: [String] = [
        "null", "true", "-1e308", "1e999", "0", "9223372036854775808", "[]", "{}", "[[[[]]]]", "\"\"", "[null,1,\"x\",{\"a\":[]}]",
        "{\"name\":1,\"value\":null}", JSONText.quoted(hostile), JSONText.quoted(String(repeating: "a", count: 5000)),
        JSONText.quoted(String(repeating: "\u{202E}", count: 300)), JSONText.quoted("[1.0 (22/11/26 03:14:00), (((["),
        JSONText.quoted("Threshold Crossed: 99999999999999999999 out of the last -5 datapoints [1e400, nan, inf] treated as []"),
        JSONText.quoted("2026-13-45T99:99:99Z"), JSONText.quoted("((((((((((((((((((((((((ALARM(x"), JSONText.quoted("arn:aws:::::"),
    ]

    @Test("Each member of each recorded message, taken away or replaced, still gives a safe mail")
    func mutated() throws {
        for message in try RecordedMessage.all() {
            guard let node = try? JSONReader.read(Array(message.message.utf8)) else { continue }
            var count = 0
            for text in Self.mutations(of: node) {
                count += 1
                check(
                    NoticeReader().notice(
                        subject: message.subject, message: text, topicARN: message.topicARN, receivedAt: message.receivedAt), text)
            }
            #expect(count > 40, "\(message.name)")
        }
    }

    @Test(
        "Subjects and topics are anything",
        arguments: [nil, "", " ", "\r\n", hostile, String(repeating: "x", count: 100_000), String(repeating: "\u{202E}", count: 1000)])
    func envelopes(_ text: String?) throws {
        for message in try RecordedMessage.all() {
            check(
                NoticeReader().notice(subject: text, message: message.message, topicARN: text, receivedAt: message.receivedAt),
                "\(message.name)")
        }
    }

    @Test(
        "Messages that are no JSON, or not what they seem",
        arguments: [
            "", "{", "[", "\"", "{\"AlarmName\":", "{\"AlarmName\":\"x\",\"AlarmName\":\"y\"}", "[1,2,3]", "\"text\"", "\u{FEFF}{}", "{}",
            "[]",
            "null", "42", "AWS Budgets", "AWS Budget Notification\nBudget Name: <b>\r\nAlert Type: \u{202E}",
            String(repeating: "[", count: 100_000),
            String(repeating: "[", count: 60) + String(repeating: "]", count: 60), hostile,
        ])
    func others(_ text: String) {
        check(NoticeReader().notice(subject: nil, message: text, topicARN: nil, receivedAt: Timestamp(millisecondsSince1970: 0)), text)
    }

    @Test("A message of 256 KB gives a mail of bounded length")
    func large() throws {
        let size = 256 * 1024
        let texts = [
            String(repeating: "<", count: size), String(repeating: "\u{202E}", count: size / 3), String(repeating: "x ", count: size / 2),
            String(repeating: "\n", count: size), "[" + String(repeating: "1,", count: size / 2) + "1]",
            "{" + (0..<16_000).map { "\"key\($0)\":\"<>\"" }.joined(separator: ",") + "}",
            "{\"AlarmName\":\"x\",\"NewStateValue\":\"ALARM\",\"NewStateReason\":\"Threshold Crossed: 1 out of the last 1 datapoints ["
                + String(repeating: "1.0 (22/11/26 03:14:00), ", count: 8000) + "]\"}",
            "{\"AlarmName\":\"x\",\"NewStateValue\":\"ALARM\",\"AlarmRule\":\"" + String(repeating: "ALARM(x) OR ", count: 20_000)
                + "ALARM(y)\"}",
            "{\"AlarmName\":\"x\",\"NewStateValue\":\"ALARM\",\"Trigger\":{\"Metrics\":["
                + Array(repeating: "{\"Id\":\"m\",\"Expression\":\"" + String(repeating: "<", count: 4000) + "\"}", count: 60).joined(
                    separator: ",")
                + "]}}",
        ]
        for text in texts {
            let notice = NoticeReader().notice(subject: "x", message: text, topicARN: nil, receivedAt: Timestamp(millisecondsSince1970: 0))
            check(notice, String(text.prefix(60)))
            #expect(notice.text.contains("not shown") || text.contains("AlarmName"), "\(text.prefix(60))")
        }
    }

    @Test("Nothing of a hostile message is left as it was")
    func injection() throws {
        let notice = try RecordedMessage.named("generic-hostile").notice()
        #expect(notice.kind == .alarm)
        #expect(notice.subject.hasPrefix("Alarm: <script>alert(1)</script> Bcc: victim@target.example gpj.exe"))
        for word in ["<script", "<img", "<b ", "<i>", "href=\"https://evil", "</title></style>"] {
            #expect(!notice.html.contains(word), "\(word)")
        }
        #expect(notice.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    private func check(_ notice: Notice, _ message: String) {
        let shown = "\(message.prefix(400))"
        for line in [notice.subject, notice.thread, notice.summary] {
            #expect(!line.isEmpty, "\(shown)")
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || Self.bidi.contains($0.value) }, "\(shown)")
        }
        #expect(notice.subject.unicodeScalars.count <= 200 && notice.summary.unicodeScalars.count <= 300, "\(shown)")
        #expect(notice.thread.unicodeScalars.count <= 500, "\(shown)")
        for body in [notice.text, notice.html] {
            #expect(!body.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || Self.bidi.contains($0.value) }, "\(shown)")
        }
        #expect(notice.html.utf8.count < 400_000, "\(shown)")
        #expect(notice.text.utf8.count < 200_000, "\(shown)")
        #expect(Self.strangeTag(notice.html) == nil, "\(shown)")
    }

    /// Marks that turn the direction of writing.
    private static let bidi: Set<UInt32> = [0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]

    /// The first tag that is none of those a mail is made of; and every quote in a tag is closed in it.
    static func strangeTag(_ html: String) -> String? {
        let names: Set<String> = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "h1", "h2", "span", "a", "br",
            "!--[if",
            "![endif]--",
        ]
        for piece in html.split(separator: "<").dropFirst() {
            let name = piece.prefix { $0 != " " && $0 != ">" }
            let word = String(name.first == "/" ? name.dropFirst() : name)
            guard names.contains(word), let end = piece.firstIndex(of: ">") else { return String(piece.prefix(80)) }
            if piece[..<end].count(where: { $0 == "\"" }) % 2 != 0 { return String(piece.prefix(80)) }
        }
        return nil
    }
}

extension HostileMessageTests {
    /// The JSON without each of its values in turn, and with each replaced.
    static func mutations(of node: JSONNode) -> [String] {
        var texts: [String] = []
        let count = write(node, place: -1, replacement: nil).count
        for place in 0..<count {
            texts.append(write(node, place: place, replacement: nil).text)
            // Each place gets an attack and three of the others, so that every recorded message meets all of them.
            let others = (0..<3).map { replacements[(place * 3 + $0) % replacements.count] }
            for replacement in [JSONText.quoted(hostile)] + others {
                texts.append(write(node, place: place, replacement: replacement).text)
            }
        }
        return texts
    }

    private static func write(_ node: JSONNode, place: Int, replacement: String?) -> (text: String, count: Int) {
        var count = 0
        func value(_ node: JSONNode) -> String? {
            let number = count
            count += 1
            let text = content(node)
            return number == place ? replacement : text
        }
        func content(_ node: JSONNode) -> String {
            switch node.value {
            case .null: "null"
            case .bool(let truth): truth ? "true" : "false"
            case .number(let text): text
            case .string(let text): JSONText.quoted(text)
            case .array(let elements): "[" + elements.compactMap(value).joined(separator: ",") + "]"
            case .object(let members):
                "{"
                    + members.compactMap { member in value(member.node).map { "\(JSONText.quoted(member.name)):\($0)" } }.joined(
                        separator: ",") + "}"
            }
        }
        let text = content(node)
        return (text, count)
    }
}
