/// What stands below a mail.
enum Footer {
    /// Where the message came from, and which zone its times are in.
    static func lines(topicARN: String?, zone: TimeZoneRules?) -> [String] {
        var lines: [String] = []
        if let topicARN, let topic = topicARN.isEmpty ? nil : CleanText.line(topicARN, limit: 300) {
            let name = ResourceName(topic)
            let place = name.map { [$0.region, $0.account].filter { !$0.isEmpty }.joined(separator: ", account ") } ?? ""
            lines.append("Sent by the SNS topic \(name?.resource ?? topic)" + (place.isEmpty ? "." : " in \(place)."))
        }
        if let zone, zone != .utc { lines.append("Times are those of \(zone.name).") }
        return lines
    }
}
