/// What a mail reader shows of a message: a body as plain text, a body as HTML, and what it lists beside them.
///
/// The choice is that of RFC 8621 section 4.1.4. Each body is a list of parts that are shown one after the other: a multipart/mixed can have
/// several texts, such as the footer of a mailing list. Of every multipart/alternative (RFC 2046 section 5.1.4) each body has the last one
/// that fits it; where an alternative has only one kind, both bodies have that. A multipart/related is its root (RFC 2387); other kinds of
/// multipart, known or not, are read like multipart/mixed. Every leaf stands in a body, in ``attachments`` or in ``otherAlternatives``.
public struct Reading: Sendable {
    /// The parts to show in a reader of plain text, in order: text/plain, and text/html where there is no other form of it.
    public let textBody: [Part]
    /// The parts to show in a reader of HTML, in order: text/html, and text/plain where there is no other form of it.
    public let htmlBody: [Part]
    /// The first plain text of the body.
    public let textPart: Part?
    /// The first HTML of the body.
    public let htmlPart: Part?
    /// Every other leaf, and every embedded message as a whole.
    public let attachments: [Part]
    /// Forms of the text that are not shown because of better ones, such as `text/x-amp-html` or a second plain text.
    public let otherAlternatives: [Part]
    /// Whether the message says that it is signed: multipart/signed (RFC 1847) or signed S/MIME. No signature is checked.
    public let isSigned: Bool
    /// Whether the message has encrypted content: multipart/encrypted (RFC 1847), or S/MIME that does not say otherwise. It is among the
    /// attachments.
    public let isEncrypted: Bool

    private let plainTexts: [Part]
    private let htmlTexts: [Part]
    /// The text body with what is HTML in it.
    private let body: [ReadingSelection.Candidate]
    private let report: Part?

    init(_ message: Message) {
        let selection = ReadingSelection(message)
        let htmlBody = selection.htmlBody
        body = selection.textBody
        textBody = body.map(\.part)
        self.htmlBody = htmlBody.map(\.part)
        plainTexts = body.filter { !$0.isHTML }.map(\.part)
        htmlTexts = htmlBody.filter(\.isHTML).map(\.part)
        textPart = plainTexts.first
        htmlPart = htmlTexts.first
        attachments = selection.attachments
        otherAlternatives = selection.otherAlternatives
        isSigned = selection.isSigned
        isEncrypted = selection.isEncrypted
        report = selection.report
    }

    // MARK: Text

    /// The plain text of the body as a person reads it; nil where there is none.
    ///
    /// Several texts follow each other, each on a line of its own. Soft line breaks of format=flowed are undone (RFC 3676), so that a link cut
    /// by one is whole, and files in uuencode are taken out; they are among ``files``. ``Part/text`` has the text as it was sent.
    public var text: String? { textPart == nil ? nil : Self.joined(plainTexts.map { PlainText($0).text }) }

    /// The HTML of the body, decoded and untouched: it is the sender's and not safe to show as it is. Several documents follow each other.
    public var html: String? { htmlPart == nil ? nil : Self.joined(htmlTexts.map(\.text)) }

    /// As much of a body as was asked for.
    package struct Beginning {
        package var text: String
        /// Whether more follows.
        package var isCut: Bool
    }

    /// The beginning of ``text``: no more than so many bytes of the parts are read, as they stand in the mail.
    package func text(ofFirst count: Int) -> Beginning? {
        textPart == nil ? nil : Self.beginning(plainTexts, count) { PlainText($0, first: $1).text }
    }

    /// The beginning of ``html``: no more than so many bytes of the parts are read, as they stand in the mail.
    package func html(ofFirst count: Int) -> Beginning? {
        htmlPart == nil ? nil : Self.beginning(htmlTexts, count) { $0.text(ofFirst: $1) }
    }

    private static func beginning(_ parts: [Part], _ count: Int, read: (Part, Int) -> String) -> Beginning {
        var left = count
        var texts: [String] = []
        for part in parts {
            guard left > 0 else { break }
            texts.append(read(part, left))
            left -= part.bodyRange.count
        }
        return Beginning(text: joined(texts), isCut: left < 0 || texts.count < parts.count)
    }

    /// The best text there is: the plain text, and what has no such form read from its HTML (``HTMLText``); nil for a message without either.
    public var bestText: String? {
        func text(_ html: Part) -> String { HTMLText(html.text).text }
        let best = Self.joined(body.map { $0.isHTML ? text($0.part) : PlainText($0.part).text })
        // Some senders leave the plain alternative blank.
        if !htmlTexts.isEmpty, best.unicodeScalars.allSatisfy(\.properties.isWhitespace) { return Self.joined(htmlTexts.map(text)) }
        return body.isEmpty ? nil : best
    }

    /// The beginning of the best text on one line, for a list of messages; targets of links are left out. Empty when there is no text.
    ///
    /// Of each part no more than its first 65,536 bytes are read.
    /// - Parameter length: how many Unicode scalars it has at most.
    public func preview(length: Int = 200) -> String {
        var preview = Preview(length: length)
        for candidate in body where !preview.isFull { preview.append(candidate.part, isHTML: candidate.isHTML) }
        // Some senders leave the plain alternative blank.
        if preview.text.isEmpty { for part in htmlTexts where !preview.isFull { preview.append(part, isHTML: true) } }
        return preview.text
    }

    private static func joined(_ texts: [String]) -> String {
        var result = ""
        for text in texts where !text.isEmpty {
            if let last = result.utf8.last, last != ASCII.lf { result += "\n" }
            result += text
        }
        return result
    }

    // MARK: Beside the text

    /// What a reader lists beside the text: ``attachments`` described, then the files that stood in the text in uuencode.
    ///
    /// Decodes the text and the HTML of the body, but no attachment.
    public var files: [AttachedFile] {
        var references: Set<String> = []
        for part in htmlTexts { references.formUnion(ContentReferences.ids(in: part.text)) }
        var result = attachments.map { AttachedFile($0, references: references) }
        for part in plainTexts { result += PlainText(part).files.map { AttachedFile($0, in: part) } }
        return result
    }

    /// What a delivery status notification says (RFC 3464); nil when the message is none.
    public var deliveryStatus: DeliveryStatus? { report?.deliveryStatus }
    /// What a message disposition notification says (RFC 8098); nil when the message is none.
    public var dispositionNotification: DispositionNotification? { report?.dispositionNotification }
}
