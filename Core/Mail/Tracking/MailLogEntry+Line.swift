import Mail

extension MailLogEntry {
    /// The line that people grep: `<sesId>: to=<user@example.com>, relay=…, dsn=2.0.0, delay=3558ms, status=delivered (250 ok)`.
    ///
    /// What is not known is left out. No value can look like a field of its own, or like a second line.
    public var line: String {
        var fields: [String] = []
        func add(_ name: String, inBrackets value: String?) { if let value { fields.append("\(name)=<\(Self.plain(value))>") } }
        func add(_ name: String, _ value: String?) { if let value { fields.append("\(name)=\(Self.plain(value))") } }
        add("to", inBrackets: to)
        add("orig_to", inBrackets: alias)
        // A mail says once who sent it: where it comes in, and where it goes out.
        if status == .received || status == .sent {
            add("from", inBrackets: from)
            add("message-id", inBrackets: messageID)
        }
        add("relay", relay)
        add("dsn", dsn)
        if let delay { fields.append("delay=\(delay)ms") }
        add("next", next)
        var text = "\(sesID.map(Self.plain) ?? "-"): \((fields + ["status=\(status.rawValue)"]).joined(separator: ", "))"
        if let detail, !detail.isEmpty { text += " (\(Self.remark(detail)))" }
        return text
    }

    /// A value of a field: what ends one is escaped.
    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in PrintableText.line(text, limit: 400).unicodeScalars {
            switch scalar {
            case " ", ",", "<", ">", "(", ")", ";": result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return withoutFields(result, "\\u{3d}")
    }

    /// The text in parentheses.
    private static func remark(_ text: String) -> String { withoutFields(PrintableText.line(text, limit: 500), "\\u{3d}") }

    private static let fields = ["to", "from", "message-id", "relay", "dsn", "delay", "next", "status"]

    /// A text with something else for the `=` behind what is called like a field, so that who looks for `status=delivered` finds what we say, and
    /// not what somebody else has written.
    static func withoutFields(_ text: String, _ equals: String) -> String {
        guard text.contains("=") else { return text }
        var result = ""
        var word = ""
        for scalar in text.unicodeScalars {
            if scalar == "=", fields.contains(where: { word.lowercased().hasSuffix($0) }) {
                result += equals
            } else {
                result.unicodeScalars.append(scalar)
            }
            if scalar.properties.isAlphabetic || scalar == "-" { word.unicodeScalars.append(scalar) } else { word = "" }
        }
        return result
    }
}
