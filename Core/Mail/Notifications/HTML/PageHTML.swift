/// A page as `text/html`: tables and inline styles, because mail clients know little else; nothing is loaded.
struct PageHTML {
    private var output = ""

    /// After that many bytes no further block begins: Gmail shows no more than about 100 KB of a mail.
    private static let limit = 96 * 1024

    /// An ARN or a token is broken within rather than being wider than a phone.
    private static let breaking = "word-break:break-word;overflow-wrap:anywhere"

    /// The document of a page. What it is called in its `title` is the mail's subject.
    static func html(_ page: Page, subject: String) -> String {
        var writer = PageHTML()
        writer.add(page, subject: subject)
        return writer.output
    }

    private mutating func add(_ page: Page, subject: String) {
        let style = PageStyle.self
        write(
            """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>\(HTMLText.escaped(subject))</title>
            <style>
            \(style.sheet)
            </style>
            </head>
            <body class="ground" style="margin:0;padding:0;background:\(style.ground);-webkit-text-size-adjust:100%">
            """)
        // What a list of mails shows beside the subject.
        if let lead = page.lead {
            write(
                "<div style=\"display:none;max-height:0;overflow:hidden\">\(HTMLText.escaped(page.badge)): \(HTMLText.escaped(lead))</div>")
        }
        write(
            """
            <table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:\(style.ground)">
            <tr><td class="frame" align="center" style="padding:24px 12px">
            <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:\(style.card);border:1px solid \(style.line);border-radius:10px;border-collapse:separate;font-family:\(style.font);text-align:left">
            <tr><td height="5" style="height:5px;line-height:5px;font-size:0;background:\(style.strong(page.tone));border-radius:9px 9px 0 0">&nbsp;</td></tr>
            """)
        addHead(page)
        for block in page.blocks {
            guard output.utf8.count < Self.limit else {
                add(.paragraph(Page.cutNote))
                break
            }
            add(block)
        }
        addFooter(page.footer)
        write(
            """
            </table>
            <!--[if mso]></td></tr></table><![endif]-->
            </td></tr>
            </table>
            </body>
            </html>
            """)
    }

    private mutating func addHead(_ page: Page) {
        let style = PageStyle.self
        let note =
            page.badgeNote.map {
                "<span class=\"muted\" style=\"font-size:13px;color:\(style.muted)\">&nbsp; \(HTMLText.escaped($0))</span>"
            } ?? ""
        let badge =
            "<span style=\"display:inline-block;padding:3px 10px;border-radius:12px;background:\(style.strong(page.tone));color:#ffffff;font-size:12px;line-height:18px;font-weight:700;letter-spacing:.4px\">\(HTMLText.escaped(page.badge))</span>"
        open("padding:22px 28px 0")
        write(badge + note)
        write(
            "<h1 class=\"ink\" style=\"margin:12px 0 0;font-size:21px;line-height:28px;font-weight:700;color:\(style.ink);\(Self.breaking)\">\(HTMLText.escaped(page.title))</h1>"
        )
        if let lead = page.lead {
            write(
                "<p class=\"ink\" style=\"margin:8px 0 0;font-size:16px;line-height:24px;color:\(style.ink);\(Self.breaking)\">\(HTMLText.escaped(lead))</p>"
            )
        }
        if !page.notes.isEmpty {
            write(
                "<p class=\"muted\" style=\"margin:8px 0 0;font-size:13px;line-height:20px;color:\(style.muted);\(Self.breaking)\">\(page.notes.map(HTMLText.escaped).joined(separator: "<br>"))</p>"
            )
        }
        if let link = page.link {
            write(
                "<p style=\"margin:16px 0 0\"><a class=\"button\" href=\"\(HTMLText.escaped(link.url))\" style=\"display:inline-block;padding:9px 16px;border-radius:6px;background:\(style.ink);color:#ffffff;font-size:14px;line-height:20px;font-weight:600;text-decoration:none\">\(HTMLText.escaped(link.title))</a></p>"
            )
        }
        close()
    }

    private mutating func add(_ block: Page.Block) {
        open("padding:20px 28px 0")
        switch block {
        case .message(let text): HTMLText.isTable(text) ? addCode(text) : addProse(text)
        case .paragraph(let heading, let text):
            add(heading: heading)
            addProse(text)
        case .facts(let heading, let facts):
            add(heading: heading)
            add(facts)
        case .verbatim(let heading, let text):
            add(heading: heading)
            addCode(text)
        case .chart(let chart): write(ChartHTML.html(chart))
        case .outline(let heading, let outline):
            add(heading: heading)
            add(outline)
        }
        close()
    }

    private mutating func add(heading: String?) {
        guard let heading else { return }
        write(
            "<h2 class=\"muted\" style=\"margin:0 0 6px;font-size:13px;line-height:18px;font-weight:600;color:\(PageStyle.muted)\">\(HTMLText.escaped(heading))</h2>"
        )
    }

    private mutating func addProse(_ text: String) {
        write(
            "<p class=\"ink\" style=\"margin:0;font-size:15px;line-height:23px;color:\(PageStyle.ink);\(Self.breaking)\">\(HTMLText.lines(text))</p>"
        )
    }

    private mutating func addCode(_ text: String) {
        let style = PageStyle.self
        write(
            "<div class=\"code\" style=\"padding:10px 12px;border-radius:6px;background:\(style.code);color:\(style.ink);font-family:\(style.mono);font-size:13px;line-height:19px;\(Self.breaking)\">\(HTMLText.lines(text))</div>"
        )
    }

    private mutating func add(_ facts: [Page.Fact]) {
        let style = PageStyle.self
        write("<table role=\"presentation\" class=\"fact\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">")
        for fact in facts {
            write(
                "<tr><td class=\"name muted rule\" valign=\"top\" width=\"130\" style=\"padding:7px 12px 7px 0;border-top:1px solid \(style.line);font-size:13px;line-height:20px;color:\(style.muted)\">\(HTMLText.escaped(fact.name))</td><td class=\"value ink rule\" valign=\"top\" style=\"padding:7px 0;border-top:1px solid \(style.line);font-size:14px;line-height:20px;color:\(style.ink);\(Self.breaking)\">\(HTMLText.lines(fact.value))</td></tr>"
            )
        }
        write("</table>")
    }

    private mutating func add(_ outline: Outline) {
        let style = PageStyle.self
        for line in outline.lines {
            let indent = min(line.depth, 8) * 16
            // The mark hangs before the lines of its element.
            let mark = line.isItem ? "<span style=\"margin-left:-11px\">&bull;&nbsp;</span>" : ""
            let name =
                line.name.map { "\(mark)<span class=\"muted\" style=\"color:\(style.muted)\">\(HTMLText.escaped($0)):</span> " } ?? mark
            let value = line.value.map(HTMLText.lines) ?? ""
            write(
                "<div class=\"ink\" style=\"padding:1px 0 1px \(indent)px;font-size:14px;line-height:21px;color:\(style.ink);\(Self.breaking)\">\(name)\(value)</div>"
            )
        }
        guard outline.left > 0 else { return }
        write(
            "<div class=\"muted\" style=\"padding-top:6px;font-size:13px;line-height:20px;color:\(style.muted)\">[\(NumberWords.count(outline.left, "value")) more are not shown.]</div>"
        )
    }

    private mutating func addFooter(_ lines: [String]) {
        let style = PageStyle.self
        open("padding:22px 28px 22px")
        if !lines.isEmpty {
            write(
                "<p class=\"muted rule\" style=\"margin:0;padding-top:12px;border-top:1px solid \(style.line);font-size:12px;line-height:18px;color:\(style.muted);\(Self.breaking)\">\(lines.map(HTMLText.escaped).joined(separator: "<br>"))</p>"
            )
        }
        close()
    }

    private mutating func open(_ padding: String) { write("<tr><td class=\"pad\" style=\"\(padding)\">") }

    private mutating func close() { write("</td></tr>") }

    private mutating func write(_ text: String) {
        output += text
        output += "\n"
    }
}
