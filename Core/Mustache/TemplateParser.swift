/// Reads a template in one pass.
struct TemplateParser {
    let bytes: [UInt8]
    let template: String
    var nodes: [Node] = []

    /// A section whose end is still to come.
    private struct OpenSection {
        var node: Int
        var name: Name
        var isInverted: Bool
        var line: Int
    }

    private var open: [OpenSection] = []
    private var delimiters = Delimiters.initial
    /// All before it is read.
    private var position = 0
    /// The line of the position, and where it begins.
    private var line = 1
    private var lineStart = 0
    /// Whether a tag that was read is in the line: a second one does not stand alone, and the white space before them is not read again.
    private var lineHasTag = false

    init(_ bytes: [UInt8], template: String) {
        self.bytes = bytes
        self.template = template
    }

    mutating func parse() throws(MustacheError) {
        while let start = bytes.firstIndex(of: delimiters.opening, from: position) { try readTag(start) }
        appendText(position..<bytes.count)
        if let section = open.last {
            throw error(
                .unclosedSection, section.line, "the section \(section.name.text.quoted) has no end",
                "Write \(delimiters.tag("/" + section.name.text)) where it ends.")
        }
    }

    private mutating func readTag(_ start: Int) throws(MustacheError) {
        let textStart = position
        advance(to: start)
        let tag = try Tag(bytes, start, delimiters, template: template, line: line)
        // What the specification calls standalone: nothing else is in the line, and the line goes with the tag.
        let startsBlank = tag.kind.canStandAlone && !lineHasTag && bytes[lineStart..<start].allSatisfy(\.isBlank)
        let lineEnd = startsBlank ? bytes.endOfBlankLine(from: tag.range.upperBound) : nil
        let indentation = lineEnd == nil ? nil : lineStart..<start
        appendText(textStart..<(indentation?.lowerBound ?? start))
        if lineEnd == nil, lineStart == start { nodes.append(Node(kind: .lineStart, range: tag.range)) }
        try append(tag, indentation: indentation)
        advance(to: tag.range.upperBound)
        lineHasTag = true
        if let lineEnd { advance(to: lineEnd) }
    }

    private mutating func append(_ tag: Tag, indentation: Range<Int>?) throws(MustacheError) {
        switch tag.kind {
        case .comment: break
        case .variable(let isEscaped): append(.variable(try name(tag), isEscaped: isEscaped), tag)
        case .partial: append(.partial(try name(tag).text, indentation: indentation), tag)
        case .delimiters: delimiters = try Delimiters(tag, bytes, template: template, line: line)
        case .section(let isInverted): try openSection(try name(tag), isInverted: isInverted, tag)
        case .sectionEnd: try closeSection(try name(tag), tag)
        }
    }

    private func name(_ tag: Tag) throws(MustacheError) -> Name { try Name(tag, bytes, template: template, line: line) }

    private mutating func openSection(_ name: Name, isInverted: Bool, _ tag: Tag) throws(MustacheError) {
        guard open.count < MustacheTemplate.depthLimit else {
            throw error(
                .sectionsTooDeep, line, "sections stand more than \(MustacheTemplate.depthLimit) deep in each other",
                "End some of them before, or move some into a partial.")
        }
        open.append(OpenSection(node: nodes.count, name: name, isInverted: isInverted, line: line))
        // Where it ends is known when it is closed.
        append(isInverted ? .inverted(name, end: 0) : .section(name, end: 0), tag)
    }

    private mutating func closeSection(_ name: Name, _ tag: Tag) throws(MustacheError) {
        guard let section = open.last else {
            throw error(
                .wrongClosing, line, "\(bytes.shown(tag.range)) ends a section, and none is open",
                "Take it out, or begin the section before it.")
        }
        guard section.name.text == name.text else {
            throw error(
                .wrongClosing, line,
                "\(bytes.shown(tag.range)) ends a section, and the open one is \(section.name.text.quoted) of line \(section.line)",
                "End that one first, or correct the name.")
        }
        open.removeLast()
        if section.isInverted {
            nodes[section.node].kind = .inverted(section.name, end: nodes.count)
        } else {
            nodes[section.node].kind = .section(section.name, end: nodes.count)
            append(.sectionEnd(section.node), tag)
        }
    }

    private mutating func append(_ kind: Node.Kind, _ tag: Tag) { nodes.append(Node(kind: kind, range: tag.range)) }

    private mutating func appendText(_ range: Range<Int>) {
        if !range.isEmpty { nodes.append(Node(kind: .text, range: range)) }
    }

    /// Goes on to a place, and counts the lines on the way.
    private mutating func advance(to end: Int) {
        for index in position..<end where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
            lineHasTag = false
        }
        position = end
    }

    private func error(_ code: MustacheError.Code, _ line: Int, _ what: String, _ remedy: String) -> MustacheError {
        MustacheError(code, template: template, line: line, what: what, remedy: remedy)
    }
}
