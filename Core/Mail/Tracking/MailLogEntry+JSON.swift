import JSON
import Mail

extension MailLogEntry {
    /// The most characters of a text: an event of CloudWatch Logs has room for 256 KB.
    private static let textLimit = 2000

    /// The entry as it is logged: one JSON object on one line, whose first member is ``line``.
    ///
    /// One form for every reader: `grep` finds the line in it, and CloudWatch Logs the members, as its filters and queries know JSON only where the
    /// whole event is JSON.
    public var json: String {
        var members = [#""line":\#(JSONText.quoted(line))"#]
        func add(_ name: String, _ value: String?) {
            guard let value else { return }
            let text = String(String.UnicodeScalarView(value.unicodeScalars.prefix(Self.textLimit)))
            members.append("\"\(name)\":\(Self.withoutFields(JSONText.quoted(text), "\\u003d"))")
        }
        add("time", time.rfc3339)
        add("function", function)
        add("status", status.rawValue)
        add("ses_id", sesID)
        add("origin", origin)
        add("next", next)
        add("message_id", messageID)
        add("from", from)
        add("to", to)
        add("orig_to", alias)
        add("relay", relay)
        add("dsn", dsn)
        if let delay { members.append("\"delay_ms\":\(delay)") }
        add("detail", detail)
        add("id", id)
        return "{\(members.joined(separator: ","))}"
    }

    /// Reads an entry; nil where the text is none.
    public init?(json: String) {
        guard let node = try? JSONReader.read(Array(json.utf8)), let status = node["status"]?.string.flatMap(Status.init(rawValue:)),
            let time = node["time"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(status, time: time, function: node["function"]?.string ?? "", sesID: node["ses_id"]?.string, to: node["to"]?.string)
        origin = node["origin"]?.string
        next = node["next"]?.string
        messageID = node["message_id"]?.string
        from = node["from"]?.string
        alias = node["orig_to"]?.string
        relay = node["relay"]?.string
        dsn = node["dsn"]?.string
        if case .number(let text)? = node["delay_ms"]?.value { delay = Int64(text) }
        detail = node["detail"]?.string
        id = node["id"]?.string
    }

    /// Entries of several lines; what is no entry is left out.
    public static func all(in text: String) -> [MailLogEntry] {
        text.split(separator: "\n").compactMap { MailLogEntry(json: String($0)) }
    }
}
