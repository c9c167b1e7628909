import MIME
import Mail

/// What `postroom parse` prints of one mail, for eyes.
public enum MessageOutline {
    /// Headers, the tree of parts, and the defects, as lines.
    public static func text(_ message: Message) -> String {
        var lines: [String] = []
        for field in message.root.headers {
            let name = field.name.isEmpty ? "(no field name)" : field.name
            lines.append("\(PrintableText.line(name)): \(PrintableText.line(field.value))")
        }
        lines.append("")
        let reading = message.reading
        let attached = Set(reading.attachments.map(\.path))
        for part in message.parts { lines.append(line(part, reading: reading, isAttachment: attached.contains(part.path))) }
        lines.append("")
        let defects = message.defects
        lines.append(defects.isEmpty ? "no defects" : defects.count == 1 ? "1 defect" : "\(defects.count) defects")
        for defect in defects { lines.append("  \(defect.path)  \(defect.code.rawValue): \(PrintableText.line(defect.detail))") }
        return lines.joined(separator: "\n")
    }

    private static func line(_ part: Part, reading: Reading, isAttachment: Bool) -> String {
        let path = part.path
        let depth = path.utf8.count { $0 == UInt8(ascii: ".") }
        var pieces = [String(repeating: "  ", count: depth) + path, PrintableText.line(part.contentType.essence)]
        if let charset = part.contentType.charset { pieces.append("charset=\(PrintableText.line(charset, limit: 40))") }
        if !part.isContainer {
            pieces.append(PrintableText.line(part.transferEncoding.name, limit: 40))
            pieces.append("\(part.decodedBody.count) bytes")
        }
        if let filename = part.filename { pieces.append("\"\(PrintableText.line(filename, limit: 100))\"") }
        if let id = part.contentID { pieces.append("cid:\(PrintableText.line(id, limit: 80))") }
        if reading.textPart?.path == path { pieces.append("← text") }
        if reading.htmlPart?.path == path { pieces.append("← HTML") }
        if isAttachment { pieces.append("← attachment") }
        return pieces.joined(separator: "  ")
    }
}
