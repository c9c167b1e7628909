/// Something that a mail reader lists beside the text: an attached file, an inline image, an embedded message.
public struct AttachedFile: Sendable {
    /// Where the content is.
    private enum Content: Sendable {
        case part
        /// A file that stood inside of a text.
        case bytes([UInt8])
    }

    /// The part that holds it; for a file inside of a text the text part.
    public let part: Part
    /// A name to show: without directories, control characters and characters that change the direction of text; never empty, and at most
    /// 255 bytes. Where the mail has none it is made from what the attachment is.
    public let name: String
    /// `type/subtype`. Where the mail says only application/octet-stream, what the end of the name says of types that cannot run anything;
    /// the content is never looked at.
    public let mediaType: String
    /// What it is to a mail reader.
    public let kind: Kind
    /// Content-ID without its angle brackets (RFC 2392).
    public let contentID: String?
    /// Whether the HTML shows it in its place (`cid:`).
    public let isInline: Bool
    /// The size of ``data``, found without decoding: exact without a transfer encoding and for base64 in lines of one length, at least as much
    /// for quoted-printable.
    public let estimatedSize: Int
    private let content: Content

    init(_ part: Part, references: Set<String>) {
        let type = part.contentType
        var log = DefectLog()
        let disposition = part.contentDisposition
        let kind = Kind(part, type)
        let name = AttachmentName.safe(part.filename(disposition, type, &log) ?? "")
        self.part = part
        self.kind = kind
        self.name = name ?? AttachmentName.made(for: part, kind, type)
        mediaType = MediaTypes.refined(type.essence, name: name)
        contentID = part.contentID
        isInline = contentID.map(references.contains) ?? false
        estimatedSize = Self.estimatedSize(part)
        content = .part
    }

    init(_ file: Uuencode.File, in part: Part) {
        self.part = part
        kind = .file
        let name = AttachmentName.safe(file.name)
        self.name = name ?? "attachment"
        mediaType = MediaTypes.refined("application/octet-stream", name: name)
        contentID = nil
        isInline = false
        estimatedSize = file.bytes.count
        content = .bytes(file.bytes)
    }

    /// The content, decoded.
    public var data: [UInt8] {
        switch content {
        case .part: part.decodedBody
        case .bytes(let bytes): bytes
        }
    }

    private static func estimatedSize(_ part: Part) -> Int {
        guard part.transferEncoding == .base64, !part.isContainer, !part.isOpaque else { return part.bodyRange.count }
        let body = part.source[part.bodyRange].drop { $0.isFWS }
        // Line ends are as frequent as behind the first line.
        let line = body.prefix(1000).prefix { !$0.isFWS }.count
        let lineEnd = body.dropFirst(line).prefix(2).prefix { $0 == ASCII.cr || $0 == ASCII.lf }.count
        let last = body.suffix(8).reversed().prefix { $0.isFWS }.count
        let padding = body.dropLast(last).suffix(2).reversed().prefix { $0 == ASCII.equals }.count
        let digits = body.count - last
        let lines = lineEnd == 0 ? 0 : digits / (line + lineEnd)
        return max(0, (digits - lines * lineEnd) / 4 * 3 - padding)
    }
}
