import MIME
import Mail

/// A note with the mail attached, as it came: for what SES takes in no other form.
struct AttachedOriginal {
    private let note: TargetNote
    private var message: Message { note.message }

    init(_ note: TargetNote) { self.note = note }

    /// The note; nil where it would be too large for SES, which is known before anything of the mail is copied.
    func content() throws(FieldError) -> ForwardedMail.Content? {
        let isLegal = isLegal
        let around = try composed(isLegal ? "message/rfc822" : "application/octet-stream", [])
        let size = isLegal ? message.count : Base64Lines.size(of: message.count)
        guard around.count + size <= SESRules.messageBytes else { return nil }
        if isLegal {
            let note = try composed("message/rfc822", message.bytes)
            // A boundary, and how it is encoded, may have grown.
            return note.count <= SESRules.messageBytes ? .composed(note) : nil
        }
        // The attachment is the last of the note: it is put before the line that ends it, and encoded when it is sent.
        let bytes = around.bytes
        return Self.lastDelimiter(bytes).map { .around(Array(bytes[..<$0]), Array(bytes[$0...])) }
    }

    private func composed(_ mediaType: String, _ bytes: [UInt8]) throws(FieldError) -> ComposedMessage {
        var composer = try note.composer()
        composer.text = text
        composer.attachments = [MessageComposer.File(name: "original.eml", mediaType: mediaType, bytes: bytes)]
        return try composer.compose(boundarySeed: note.seed)
    }

    /// Where the line end before the last delimiter begins.
    private static func lastDelimiter(_ note: [UInt8]) -> Int? {
        note.indices.dropLast(3).last { note[$0...].starts(with: "\r\n--".utf8) }
    }

    /// A message may only be attached as one where it needs no encoding (RFC 2046 section 5.2.1) and where SES does not look for names in it.
    private var isLegal: Bool {
        guard !note.reasons.contains(where: { $0.kind == .refusedExtension || $0.kind == .refused }) else { return false }
        guard message.firstLine(longerThan: SESRules.lineBytes, in: 0..<message.count) == nil else { return false }
        var last: UInt8 = 0
        // Not all bytes at once, which may be many.
        for start in stride(from: 0, to: message.count, by: 1 << 16) {
            for byte in message.bytes(start..<min(start + (1 << 16), message.count)) {
                // The attachment would change what stands there.
                if byte == 0 || byte == 0x0A && last != 0x0D || last == 0x0D && byte != 0x0A { return false }
                last = byte
            }
        }
        return last != 0x0D
    }

    private var text: String {
        """
        A mail for \(note.way.alias) could not be passed on as it is. It is attached, as it came.

        \(note.about)

        Amazon SES would not have sent it:
        \(note.why)
        Take care when you open the attachment.

        """
    }
}
