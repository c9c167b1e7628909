import MIME
import Mail

/// Encodes leaves anew whose lines SES would refuse. What they decode to is the same to the byte.
enum Reassembly {
    /// Of text that is larger nobody reads what is in the raw mail.
    private static let readableBytes = 1 << 20

    /// The edit with the header's changes, and the bodies that it only takes out: they are encoded in base64 when the mail is sent. Nil where a
    /// line that is too long does not stand in a leaf that may be encoded anew.
    static func edit(_ message: Message, _ header: HeaderEditor) -> (edit: MessageEdit, encoded: [Range<Int>])? {
        var editors = [header]
        var bodies: [Splice] = []
        var later: [Range<Int>] = []
        var position = message.root.bodyRange.lowerBound
        for part in message.parts where part.within == nil && !part.isContainer && part.contentType.type != "multipart" {
            let body = part.bodyRange
            guard message.firstLine(longerThan: SESRules.lineBytes, in: body) != nil else { continue }
            // What lies between leaves belongs to nobody who could encode it.
            guard message.firstLine(longerThan: SESRules.lineBytes, in: position..<body.lowerBound) == nil, mayChange(part) else {
                return nil
            }
            let known = part.path == message.root.path ? header : nil
            let isLater = isForLater(part)
            guard let (editor, encoded) = isLater ? marked(part, known) : encoded(part, known) else { return nil }
            if isLater { later.append(body) }
            if part.path == message.root.path { editors[0] = editor } else { editors.append(editor) }
            bodies.append(Splice(body, encoded))
            position = body.upperBound
        }
        let rest = position..<message.root.bodyRange.upperBound
        guard !bodies.isEmpty, message.firstLine(longerThan: SESRules.lineBytes, in: rest) == nil else { return nil }
        return (try? MessageEdit(editors, bodies: bodies, of: message)).map { ($0, later) }
    }

    /// Whether the bytes of the body are what it decodes to, and base64 is what they get.
    private static func isForLater(_ part: Part) -> Bool {
        guard part.contentType.type != "text" || part.bodyRange.count > readableBytes else { return false }
        return switch part.transferEncoding {
        case .sevenBit, .eightBit, .binary: true
        case .base64, .quotedPrintable, .unknown: false
        }
    }

    private static func marked(_ part: Part, _ known: HeaderEditor?) -> (HeaderEditor, [UInt8])? {
        guard let editor = known ?? (try? HeaderEditor(part)), let editor = marked(editor, .base64) else { return nil }
        return (editor, [])
    }

    /// The header that says how the body is encoded.
    private static func marked(_ editor: HeaderEditor, _ encoding: TransferEncoding) -> HeaderEditor? {
        var editor = editor
        do {
            let name = "Content-Transfer-Encoding"
            editor.set(try HeaderLine(name, try FieldValue(raw: Array(encoding.name.utf8))))
            editor.removeRepeated(name)
            return editor
        } catch { return nil }
    }

    /// Whether nothing around it says that its bytes stay: signatures and encryption cover them, and a message inside is somebody else's.
    private static func mayChange(_ part: Part) -> Bool {
        guard !part.isOpaque else { return false }
        var around = part.parent
        while let current = around {
            let type = current.contentType
            if type.type == "message" || type.essence == "multipart/signed" || type.essence == "multipart/encrypted" { return false }
            around = current.parent
        }
        return part.contentType.type != "message"
    }

    private static func encoded(_ part: Part, _ known: HeaderEditor?) -> (HeaderEditor, [UInt8])? {
        let decoded = part.decodedBody
        // Base64 keeps any bytes; text stays readable in quoted-printable.
        for encoding in part.contentType.type == "text" ? [TransferEncoding.quotedPrintable, .base64] : [.base64] {
            let body = encoding.encode(decoded)
            guard encoding.decode(body) == decoded, let editor = known ?? (try? HeaderEditor(part)) else { continue }
            return marked(editor, encoding).map { ($0, body) }
        }
        return nil
    }
}
