import MIME
import Mail

/// A note with a link to the mail: for what SES takes in no form at all.
struct HeldNote {
    private let note: TargetNote
    private let held: HeldMail
    /// What SES said, where it refused what we had made of the mail.
    private let refusal: String?

    init(_ note: TargetNote, _ held: HeldMail, refusal: String?) {
        self.note = note
        self.held = held
        self.refusal = refusal
    }

    func composed() throws(FieldError) -> ComposedMessage {
        var composer = try note.composer()
        composer.text = text
        // Nobody's absence has to be told to the author because of it.
        composer.fields.append(try HeaderLine("Auto-Submitted", text: "auto-generated"))
        return try composer.compose(boundarySeed: note.seed)
    }

    private var text: String {
        """
        A mail for \(note.way.alias) could not be passed on. It is kept, and you can fetch it as it came:

        \(held.lines)

        \(note.about)
        Size: \(Self.words(bytes: note.size))

        Amazon SES would not have sent it:
        \(note.why)\(refusal.map { "- it said: \(PrintableText.line($0, limit: 300))\n" } ?? "")
        Take care when you open the file.

        """
    }

    private static func words(bytes: Int) -> String {
        if bytes < 1024 { return "\(bytes) bytes" }
        if bytes < 1 << 20 { return "\((bytes + 512) >> 10) KB" }
        let tenths = (bytes * 10 + (1 << 19)) >> 20
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
