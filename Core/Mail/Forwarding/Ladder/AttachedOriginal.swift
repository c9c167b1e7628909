import MIME
import Mail

/// A note with the mail attached, as it came: for what SES takes in no other form.
struct AttachedOriginal {
    private let note: TargetNote
    private var message: Message { note.message }

    init(_ note: TargetNote) { self.note = note }

    func composed() throws(FieldError) -> ComposedMessage {
        var composer = try note.composer()
        composer.text = text
        composer.attachments = [
            MessageComposer.File(
                name: "original.eml", mediaType: isLegal ? "message/rfc822" : "application/octet-stream", bytes: message.bytes)
        ]
        return try composer.compose(boundarySeed: note.seed)
    }

    /// A message may only be attached as one where it needs no encoding (RFC 2046 section 5.2.1) and where SES does not look for names in it.
    private var isLegal: Bool {
        guard message.firstLine(longerThan: SESRules.lineBytes, in: 0..<message.bytes.count) == nil else { return false }
        guard !note.reasons.contains(where: { $0.kind == .refusedExtension || $0.kind == .refused }) else { return false }
        var last: UInt8 = 0
        for byte in message.bytes {
            // The attachment would change what stands there.
            if byte == 0 || byte == 0x0A && last != 0x0D || last == 0x0D && byte != 0x0A { return false }
            last = byte
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
