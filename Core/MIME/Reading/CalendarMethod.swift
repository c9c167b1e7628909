extension Part {
    /// What a calendar object is for (RFC 5546), such as `REQUEST`, `REPLY` or `CANCEL`: the `method` parameter (RFC 6047 section 2.4), else
    /// the METHOD line of the object; nil without either, and for other types than text/calendar.
    public var calendarMethod: String? {
        let type = contentType
        guard type.essence == "text/calendar" || type.essence == "application/ics" else { return nil }
        let method = type.parameter("method") ?? Self.methodLine(text)
        let letters = method.map { $0.utf8.trimmingFWS().map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 } } ?? []
        return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
    }

    /// The value of the METHOD property, which stands before the first component (RFC 5545 section 3.6).
    private static func methodLine(_ text: String) -> String? {
        var components = 0
        for line in text.utf8.split(whereSeparator: { $0 == ASCII.cr || $0 == ASCII.lf }) {
            guard let colon = line.firstIndex(of: ASCII.colon) else { continue }
            let name = line[..<colon].prefix { $0 != ASCII.semicolon }
            if name.equalsIgnoringCase("method") { return String(decoding: line[colon...].dropFirst(), as: UTF8.self) }
            if name.equalsIgnoringCase("begin") { components += 1 }
            if components > 1 { return nil }
        }
        return nil
    }
}
