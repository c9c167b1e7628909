import MIME

/// What stands around the content of a mail.
struct Document {
    /// How browsers lay the mail out.
    var mode = DocumentMode.quirks
    /// Attributes of the first `html` and the first `body` of the mail.
    var html: [UInt8]?
    var body: [UInt8]?
    /// Rules of all its style sheets.
    var style: [UInt8] = []
    /// What the mail says about light and dark.
    var colorScheme = ""

    /// Nobody is told where a link was clicked or an image was loaded, and hosts of links are not looked up in advance.
    private static let head = """
        <meta charset="utf-8"/><meta name="referrer" content="no-referrer"/><meta http-equiv="x-dns-prefetch-control" content="off"/>
        """

    /// Of placeholders. The mail's own classes have a prefix, and come later.
    private static let style = """
        .blocked-image,.missing-image{display:inline-block;max-width:100%;min-height:1em;overflow:hidden;background:rgba(128,128,128,.15);\
        font:12px sans-serif;vertical-align:middle}.blocked-pixel{display:inline-block;overflow:hidden}
        """

    /// The whole document.
    consuming func assemble(_ content: consuming Output) -> String {
        var result: [UInt8] = []
        result += mode.documentType.utf8
        result += "<html".utf8
        result += html ?? []
        result += "><head>".utf8
        result += Self.head.utf8
        if !colorScheme.isEmpty { result += "<meta name=\"color-scheme\" content=\"\(colorScheme)\"/>".utf8 }
        result += "<style>".utf8
        result += Self.style.utf8
        if !style.isEmpty {
            result.append(ASCII.lf)
            result += style
        }
        result += "</style></head><body".utf8
        result += body ?? []
        result.append(ASCII.greater)
        content.assemble(into: &result)
        result += "</body></html>".utf8
        return String(decoding: result, as: UTF8.self)
    }
}
