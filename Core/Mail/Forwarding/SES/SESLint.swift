import MIME
import Mail

/// Looks for what SES would refuse in a mail.
enum SESLint {
    /// What is wrong with a header block.
    static func header(_ bytes: [UInt8]) -> [SESFinding] {
        let root = Message(bytes).root
        var findings: [SESFinding] = []
        var counts: [String: Int] = [:]
        var recipients = 0
        for field in root.headers {
            guard !field.name.isEmpty else {
                findings.append(SESFinding(.invalidLine, "a line is no header field"))
                continue
            }
            let name = field.name.lowercased()
            counts[name, default: 0] += 1
            if counts[name] == 2, SESRules.onceOnly.contains(name) { findings.append(SESFinding(.duplicateField, field.name)) }
            if field.rawValue.contains(where: { $0 >= 0x80 }) { findings.append(SESFinding(.rawEightBit, field.name)) }
            guard addressFields.contains(name) else { continue }
            let addresses = field.addresses
            for address in addresses where !SESRules.takes(address.address) {
                findings.append(SESFinding(.invalidAddress, "\(field.name): \(address.address.isEmpty ? address.name : address.address)"))
            }
            if recipientFields.contains(name) { recipients += addresses.count }
        }
        if recipients > SESRules.headerRecipients {
            findings.append(SESFinding(.tooManyRecipients, "\(recipients) in To, Cc and Bcc"))
        }
        if Message(bytes).firstLine(longerThan: SESRules.lineBytes, in: 0..<bytes.count) != nil {
            findings.append(SESFinding(.longHeaderLine, "over \(SESRules.lineBytes) bytes"))
        }
        return findings
    }

    /// Whether other programs would read the body as a part of the header, for want of an empty line.
    static func separator(_ message: Message) -> [SESFinding] {
        let root = message.root
        guard root.headerRange.upperBound == root.bodyRange.lowerBound, !root.bodyRange.isEmpty, !root.headerRange.isEmpty else {
            return []
        }
        return [SESFinding(.invalidLine, "no empty line ends the header")]
    }

    /// What is wrong with the rest of a mail, apart from its size.
    static func body(_ message: Message) -> [SESFinding] {
        var findings: [SESFinding] = []
        if let place = message.firstLine(longerThan: SESRules.lineBytes, in: message.root.bodyRange) {
            findings.append(SESFinding(.longBodyLine, "the line at byte \(place) has over \(SESRules.lineBytes) bytes"))
        }
        for part in message.parts {
            if let name = part.filename, SESRules.refusedExtension(of: name) != nil {
                findings.append(SESFinding(.refusedExtension, "part \(part.path): \(name)"))
            }
        }
        return findings
    }

    /// What is wrong with a number of bytes.
    static func size(_ count: Int) -> [SESFinding] {
        count > SESRules.messageBytes ? [SESFinding(.tooLarge, "\(count) bytes, and \(SESRules.messageBytes) are the most")] : []
    }

    static let addressFields: Set<String> = ["from", "sender", "reply-to", "to", "cc", "bcc"]
    static let recipientFields: Set<String> = ["to", "cc", "bcc"]
}
