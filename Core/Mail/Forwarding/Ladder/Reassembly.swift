import MIME
import Mail

/// Encodes leaves anew whose lines SES would refuse. What they decode to is the same to the byte.
enum Reassembly {
    /// The edit with the header's changes; nil where a line that is too long does not stand in a leaf that may be encoded anew.
    static func edit(_ message: Message, _ header: HeaderEditor) -> MessageEdit? {
        var editors = [header]
        var bodies: [Splice] = []
        var position = message.root.bodyRange.lowerBound
        for part in message.parts where part.within == nil && !part.isContainer && part.contentType.type != "multipart" {
            let body = part.bodyRange
            guard message.firstLine(longerThan: SESRules.lineBytes, in: body) != nil else { continue }
            // What lies between leaves belongs to nobody who could encode it.
            guard message.firstLine(longerThan: SESRules.lineBytes, in: position..<body.lowerBound) == nil, mayChange(part) else {
                return nil
            }
            guard let (editor, encoded) = encoded(part, part.path == message.root.path ? header : nil) else { return nil }
            if part.path == message.root.path { editors[0] = editor } else { editors.append(editor) }
            bodies.append(Splice(body, encoded))
            position = body.upperBound
        }
        let rest = position..<message.root.bodyRange.upperBound
        guard !bodies.isEmpty, message.firstLine(longerThan: SESRules.lineBytes, in: rest) == nil else { return nil }
        return try? MessageEdit(editors, bodies: bodies, of: message)
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
            guard encoding.decode(body) == decoded, var editor = known ?? (try? HeaderEditor(part)) else { continue }
            do {
                let name = "Content-Transfer-Encoding"
                let value = try FieldValue(raw: Array(encoding.name.utf8))
                editor.set(try HeaderLine(name, value))
                editor.removeRepeated(name)
                return (editor, body)
            } catch { return nil }
        }
        return nil
    }
}
