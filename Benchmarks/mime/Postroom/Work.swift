import MIME

/// What is measured. Every peer does the same, as far as it can: see the README.
enum Work: String {
    /// Header fields split, the part tree with its offsets; no header value and no body is decoded.
    case structure
    /// Every header field as text, addresses, dates and ids read; every body decoded, text to UTF-8.
    case full
    /// The same, and every defect that the lazy decoders note.
    case everything

    /// Does the work and answers a sum over the results, so that none of it can be left out.
    /// - Parameter body: where bodies are decoded into, one after the other.
    func consume(_ bytes: [UInt8], _ limits: Limits, _ body: inout [UInt8]) -> Int {
        let message = Message(bytes, limits: limits)
        return switch self {
        case .structure: Self.structure(message)
        case .full: Self.full(message, &body)
        case .everything: Self.full(message, &body) &+ message.defects.count
        }
    }

    private static func structure(_ message: Message) -> Int {
        var sum = 0
        for part in message.parts {
            sum &+= 1 &+ part.headerRange.count &+ part.bodyRange.lowerBound &+ part.bodyRange.upperBound
        }
        return sum
    }

    private static func full(_ message: Message, _ body: inout [UInt8]) -> Int {
        var sum = 0
        for part in message.parts {
            for field in part.headers { sum &+= field.name.utf8.count &+ field.value.utf8.count }
            if part.isMessageRoot { sum &+= envelope(part) }
            sum &+= part.filename?.utf8.count ?? 0
            guard !part.isContainer else { continue }
            if part.contentType.type == "text" {
                sum &+= part.text.utf8.count
            } else {
                part.decodeBody(into: &body)
                sum &+= body.count
            }
        }
        return sum
    }

    /// The structured fields of one message: addresses, date, id.
    private static func envelope(_ part: Part) -> Int {
        var sum = 0
        for name: StaticString in ["from", "sender", "reply-to", "to", "cc", "bcc"] {
            for address in part.header(name)?.addresses ?? [] { sum &+= address.name.utf8.count &+ address.address.utf8.count }
        }
        sum &+= part.header("date")?.date == nil ? 0 : 1
        sum &+= part.messageID?.utf8.count ?? 0
        return sum
    }
}

extension Part {
    /// Whether it is the root of the mail or of an embedded message.
    var isMessageRoot: Bool {
        guard let parent else { return true }
        return parent.contentType.type == "message"
    }
}
