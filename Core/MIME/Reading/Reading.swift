/// What a mail reader shows of a message: one text, one HTML body, and the rest as attachments.
public struct Reading: Sendable {
    /// The first plain text that is not an attachment.
    public let textPart: Part?
    /// The first HTML that is not an attachment.
    public let htmlPart: Part?
    /// Every other leaf, and every embedded message as a whole.
    public let attachments: [Part]

    /// The plain text, decoded.
    public var text: String? { textPart?.text }
    /// The HTML, decoded and untouched: it is the sender's and not safe to show as it is.
    public var html: String? { htmlPart?.text }

    init(_ message: Message) {
        var text: Part?
        var html: Part?
        var attachments: [Part] = []
        var stack = [message.root]
        while let part = stack.popLast() {
            let type = part.contentType
            if part.isContainer, !type.isMessage || part.index == 0 {
                stack.append(contentsOf: part.children.reversed())
                continue
            }
            let disposition = part.contentDisposition
            var log = DefectLog()
            let isBody =
                !part.isContainer && disposition?.type != "attachment"
                && (part.index == 0 || disposition?.type == "inline" || part.filename(disposition, type, &log) == nil)
            if isBody, text == nil, type.essence == "text/plain" || part.index == 0 && type.type == "multipart" {
                text = part
            } else if isBody, html == nil, type.essence == "text/html" {
                html = part
            } else if part.index != 0 || type.type != "text" || !part.bodyRange.isEmpty {
                attachments.append(part)
            }
        }
        textPart = text
        htmlPart = html
        self.attachments = attachments
    }
}

extension Message {
    /// What a mail reader shows.
    public var reading: Reading { Reading(self) }

    /// The decoded subject; nil when there is none.
    public var subject: String? { root.header("subject")?.value }
    /// The authors.
    public var from: [Address] { root.header("from")?.addresses ?? [] }
    /// The primary recipients.
    public var to: [Address] { root.header("to")?.addresses ?? [] }
    /// The other recipients.
    public var cc: [Address] { root.header("cc")?.addresses ?? [] }
    /// Where replies should go.
    public var replyTo: [Address] { root.header("reply-to")?.addresses ?? [] }
    /// The Date field; nil when it is missing or names no day.
    public var date: DateTime? { root.header("date")?.date }
    /// Message-ID without its angle brackets.
    public var messageID: String? { root.messageID }
}
