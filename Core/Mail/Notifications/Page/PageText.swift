/// A page as `text/plain`.
struct PageText {
    /// RFC 5322 section 2.1.1 recommends it.
    static let width = 78

    /// After that many bytes no further block begins.
    private static let limit = 64 * 1024

    private var lines: [String] = []

    /// The text of a page; lines end with LF.
    static func text(_ page: Page) -> String {
        var writer = PageText()
        writer.add(page)
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func add(_ page: Page) {
        wrap(page.badge + (page.badgeNote.map { ", \($0)" } ?? ""))
        wrap(page.title)
        if let lead = page.lead {
            lines.append("")
            wrap(lead)
        }
        if !page.notes.isEmpty { lines.append("") }
        for note in page.notes { wrap(note) }
        if let link = page.link {
            lines.append("")
            lines.append("\(link.title):")
            lines.append(link.url)
        }
        for block in page.blocks {
            guard lines.reduce(0, { $0 + $1.utf8.count }) < Self.limit else {
                lines += ["", Page.cutNote]
                break
            }
            add(block)
        }
        guard !page.footer.isEmpty else { return }
        lines.append("")
        lines.append("-- ")
        for line in page.footer { wrap(line) }
    }

    private mutating func add(_ block: Page.Block) {
        lines.append("")
        switch block {
        case .message(let text): lines.append(text)
        case .paragraph(let heading, let text):
            add(heading: heading)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) { wrap(String(line)) }
        case .facts(let heading, let facts):
            add(heading: heading)
            let column = min(facts.map { $0.name.count }.max() ?? 0, 16) + 2
            for fact in facts { add(fact, column: column) }
        case .verbatim(let heading, let text):
            add(heading: heading)
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        case .chart(let chart): add(chart)
        case .outline(let heading, let outline):
            add(heading: heading)
            for line in outline.lines { add(line) }
            if outline.left > 0 { lines.append("[\(NumberWords.count(outline.left, "value")) more are not shown.]") }
        }
    }

    private mutating func add(heading: String?) {
        guard let heading else { return }
        lines.append(heading)
        lines.append(String(repeating: "-", count: min(heading.count, Self.width)))
    }

    private mutating func add(_ fact: Page.Fact, column: Int) {
        let name = fact.name + ":"
        let padding = String(repeating: " ", count: max(1, column - name.count))
        let rest = String(repeating: " ", count: column)
        var isFirst = true
        for line in fact.value.split(separator: "\n", omittingEmptySubsequences: false) {
            wrap(String(line), first: isFirst ? name + padding : rest, rest: rest)
            isFirst = false
        }
    }

    private mutating func add(_ line: Outline.Line) {
        let indent = String(repeating: "  ", count: line.depth)
        let mark = line.isItem ? "- " : "  "
        let first = indent + mark + (line.name.map { "\($0): " } ?? "")
        let rest = indent + "      "
        let pieces = (line.value ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        wrap(pieces.first ?? "", first: first, rest: rest)
        for piece in pieces.dropFirst() { wrap(piece, first: rest, rest: rest) }
    }

    private mutating func add(_ chart: Chart) {
        let width = 34
        lines.append(chart.title)
        let label = chart.bars.map { $0.label.count }.max() ?? 0
        for bar in chart.bars {
            let marks = Set(chart.thresholds.map { chart.place($0) * width / 1000 })
            let length = bar.value.map { chart.place($0) * width / 1000 } ?? 0
            let row = (0..<width).map { marks.contains($0) ? "|" : $0 < length ? "#" : " " }.joined()
            let padding = String(repeating: " ", count: label - bar.label.count)
            lines.append("  \(bar.label)\(padding)  \(row)  \(bar.words)")
        }
        lines.append("  | \(chart.legend)")
    }

    /// Breaks text between words. A word that is longer than a line stays whole: it may be an address.
    private mutating func wrap(_ text: String, first: String = "", rest: String = "") {
        var line = first
        var used = first.count
        var isEmpty = true
        for word in text.split(separator: " ") {
            let length = word.count
            if !isEmpty, used + 1 + length > Self.width {
                lines.append(line)
                line = rest
                used = rest.count
                isEmpty = true
            }
            if !isEmpty { line += " " }
            used += length + (isEmpty ? 0 : 1)
            line += word
            isEmpty = false
        }
        while line.last == " " { line.removeLast() }
        lines.append(line)
    }
}
