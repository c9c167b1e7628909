/// A plain text part as a person reads it.
struct PlainText {
    /// The text without files in uuencode, soft line breaks undone.
    let text: String
    /// The files that stood in it.
    let files: [Uuencode.File]

    /// - Parameter count: how many bytes of the body are read; nil is all.
    init(_ part: Part, first count: Int? = nil) {
        let type = part.contentType
        let sent = count.map(part.text(ofFirst:)) ?? part.text
        let split = Uuencode.split(sent)
        let text = split?.text ?? sent
        files = split?.files ?? []
        let isFlowed = type.parameter("format").map { $0.utf8.trimmingFWS().equalsIgnoringCase("flowed") } ?? false
        let deletesSpace = type.parameter("delsp").map { $0.utf8.trimmingFWS().equalsIgnoringCase("yes") } ?? false
        self.text = isFlowed ? FlowedText.unwrapped(text, deletesSpace: deletesSpace) : text
    }
}
