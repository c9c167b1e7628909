import MIME
import Mail

/// The fields that a receiving server puts before a mail (RFC 5321 section 4.4): Return-Path and Received.
enum TraceHeader {
    static func bytes(envelope: SMTPSession.Envelope, peer: String, hostname: String, id: String, time: Timestamp) -> [UInt8] {
        let date = DateTime(secondsSince1970: Int(time.millisecondsSince1970 / 1000), offsetMinutes: 0).rfc5322
        // With several recipients, naming them would tell each about the others.
        let recipient = envelope.recipients.count == 1 ? "\r\n\tfor <\(envelope.recipients[0])>" : ""
        let text = """
            Return-Path: <\(envelope.sender.map(\.description) ?? "")>\r
            Received: from \(safeName(envelope.clientName)) ([\(safeName(peer))])\r
            \tby \(hostname) with \(envelope.transport) id \(id)\(recipient);\r
            \t\(date)\r

            """
        return Array(text.utf8)
    }

    /// The client chose its name: only what a domain or an address literal is made of goes into the header.
    private static func safeName(_ name: String) -> String {
        let safe = name.prefix(255).filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]_".contains($0)) }
        return safe.isEmpty ? "unknown" : String(safe)
    }
}
