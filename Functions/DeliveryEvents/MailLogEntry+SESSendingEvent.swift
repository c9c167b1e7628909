import LambdaEvents
import Mail
import Tracking

extension MailLogEntry {
    /// What an event says, a line for each recipient; none for kinds that say nothing about the mail's way.
    /// - Parameter published: when it was published; for events without a time of their own. A repetition says the same.
    static func entries(_ event: SESSendingEvent, function: String, published: Timestamp) -> [MailLogEntry] {
        let sent = event.mail.timestamp.flatMap { Timestamp($0) }
        func lines(_ status: Status, _ timestamp: String?, _ recipients: [String], _ change: (inout MailLogEntry, Int) -> Void)
            -> [MailLogEntry]
        {
            // A report need not say whom it is about.
            let isNamed = !recipients.isEmpty
            return (isNamed ? recipients : event.mail.destination).enumerated().map { number, recipient in
                let time = timestamp.flatMap { Timestamp($0) } ?? (status == .sent ? sent : nil) ?? published
                var entry = MailLogEntry(status, time: time, function: function, sesID: event.mail.messageID, to: bare(recipient))
                entry.from = event.mail.source.map(bare)
                entry.messageID = event.mail.headerMessageID.map(withoutBrackets)
                entry.origin = event.mail.tags[MailTags.origin]?.first
                change(&entry, isNamed ? number : 0)
                return entry
            }
        }
        func delay(_ timestamp: String?) -> Int64? {
            guard let sent, let time = timestamp.flatMap({ Timestamp($0) }), time >= sent else { return nil }
            return time.millisecondsSince1970 - sent.millisecondsSince1970
        }

        switch event.type {
        case "Send": return lines(.sent, nil, event.mail.destination) { _, _ in }
        case "Delivery":
            let delivery = event.delivery
            return lines(.delivered, delivery?.timestamp, delivery?.recipients ?? []) { entry, _ in
                entry.relay = relay(delivery?.remoteIP, delivery?.reportingHost)
                entry.dsn = delivery?.answer.flatMap(enhancedCode) ?? "2.0.0"
                entry.delay = delivery?.processingTime ?? delay(delivery?.timestamp)
                entry.detail = delivery?.answer
            }
        case "Bounce":
            let bounce = event.bounce
            return lines(.bounced, bounce?.timestamp, (bounce?.recipients ?? []).map { $0.address ?? "" }) { entry, number in
                let recipient = bounce?.recipients.element(number)
                entry.relay = relay(bounce?.remoteIP, bounce?.reportingHost)
                entry.dsn = recipient?.code ?? (bounce?.type == "Permanent" ? "5.0.0" : "4.0.0")
                entry.delay = delay(bounce?.timestamp)
                entry.detail = remark([bounce?.type, bounce?.subtype], recipient?.said)
            }
        case "Complaint":
            let complaint = event.complaint
            return lines(.complained, complaint?.timestamp, (complaint?.recipients ?? []).map { $0.address ?? "" }) { entry, _ in
                entry.detail = remark([complaint?.feedback, complaint?.subtype], nil)
            }
        case "DeliveryDelay":
            let reason = event.deliveryDelay
            return lines(.delayed, reason?.timestamp, (reason?.recipients ?? []).map { $0.address ?? "" }) { entry, number in
                let recipient = reason?.recipients.element(number)
                entry.dsn = recipient?.code ?? "4.0.0"
                entry.delay = delay(reason?.timestamp)
                entry.detail = remark([reason?.delayType], recipient?.said)
            }
        case "Reject": return lines(.rejected, event.reject?.timestamp, []) { entry, _ in entry.detail = event.reject?.reason }
        case "Rendering Failure":
            return lines(.failed, event.failure?.timestamp, []) { entry, _ in entry.detail = event.failure?.errorMessage }
        case "Open": return lines(.opened, event.open?.timestamp, []) { _, _ in }
        case "Click": return lines(.clicked, event.click?.timestamp, []) { entry, _ in entry.detail = event.click?.link }
        default: return []
        }
    }

    /// The address of `Jane Doe <jane@example.com>`.
    static func bare(_ text: String) -> String {
        guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else { return text }
        return String(text[text.index(after: start)...].dropLast())
    }

    private static func remark(_ words: [String?], _ said: String?) -> String? {
        let kind = words.compactMap(\.self).joined(separator: ", ")
        guard let said else { return kind.isEmpty ? nil : kind }
        return kind.isEmpty ? said : "\(kind): \(said)"
    }

    /// Who took it or refused it: `mx.example.com` of `dns; mx.example.com`, or an address.
    private static func relay(_ ip: String?, _ host: String?) -> String? {
        if let ip { return "[\(ip)]" }
        return host.map(withoutType)
    }

    /// What stands behind the type of a field of a report (RFC 3464 section 2.1.2): `smtp; 550 …`, `dns; mx.example.com`.
    fileprivate static func withoutType(_ text: String) -> String {
        guard let end = text.firstIndex(of: ";"), text[..<end].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else { return text }
        return String(text[text.index(after: end)...].drop { $0 == " " })
    }

    /// The first enhanced status code in a text (RFC 3463): `5.1.1`.
    fileprivate static func enhancedCode(_ text: String) -> String? {
        let words = text.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }
        return words.first { word in
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 3 && ["2", "4", "5"].contains(parts[0]) && parts.dropFirst().allSatisfy { (1...3).contains($0.count) }
        }.map(String.init)
    }
}

extension SESSendingEvent.Recipient {
    fileprivate var code: String? { status ?? diagnosis.flatMap(MailLogEntry.enhancedCode) }
    fileprivate var said: String? { diagnosis.map(MailLogEntry.withoutType) }
}

extension Array {
    fileprivate func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
