/// Renders a template. It keeps what is open in lists of its own, and calls itself for neither sections nor partials.
struct Renderer {
    /// A template that is being rendered: the first, or a partial.
    private struct Call {
        var template: MustacheTemplate
        var next = 0
        /// What is put before each line: the end of ``Renderer/indentations`` from here.
        var indentationStart = 0
        /// How much of that is of this template, and not of those around.
        var ownIndentation = 0
    }

    /// A section that is being rendered, once for each item.
    private struct Section {
        var items: [MustacheValue]
        var next = 1
    }

    private let partials: [String: MustacheTemplate]
    private let escaping: MustacheTemplate.Escaping
    private let unknown: MustacheTemplate.Unknown
    private var call: Call
    /// The templates that wait until the partial is rendered.
    private var callers: [Call] = []
    private var sections: [Section] = []
    /// The values that names are looked up in, from the last to the first.
    private var contexts: [MustacheValue]
    private var indentations: [UInt8] = []
    private var output = Output()
    private var steps = 0

    init(
        _ template: MustacheTemplate, _ value: MustacheValue, partials: [String: MustacheTemplate], escaping: MustacheTemplate.Escaping,
        unknown: MustacheTemplate.Unknown
    ) {
        call = Call(template: template)
        contexts = [value]
        self.partials = partials
        self.escaping = escaping
        self.unknown = unknown
    }

    mutating func render() throws(MustacheError) -> String {
        while true {
            while call.next < call.template.nodes.count {
                let node = call.template.nodes[call.next]
                call.next += 1
                try write(node)
            }
            guard let caller = callers.popLast() else { return String(decoding: output.bytes, as: UTF8.self) }
            indentations.removeLast(call.ownIndentation)
            call = caller
        }
    }

    private mutating func write(_ node: Node) throws(MustacheError) {
        steps += 1
        switch node.kind {
        case .text: writeText(node.range)
        case .lineStart: writeIndentation()
        case .variable(let name, let isEscaped): try writeVariable(name, isEscaped: isEscaped, node)
        case .section(let name, let end): openSection(name, end: end)
        case .sectionEnd(let start): endSection(start)
        case .inverted(let name, let end): if value(of: name)?.isTrue == true { call.next = end }
        case .partial(let name, let indentation): return try openPartial(name, indentation: indentation, node)
        }
        try checkLimits(node)
    }

    private mutating func writeText(_ range: Range<Int>) {
        let bytes = call.template.bytes
        guard call.indentationStart < indentations.count else {
            output.append(bytes[range])
            return
        }
        var start = range.lowerBound
        while start < range.upperBound, !output.isTooLong {
            if start == 0 || bytes[start - 1] == UInt8(ascii: "\n") { writeIndentation() }
            let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? range.upperBound
            output.append(bytes[start..<end])
            start = end
        }
    }

    private mutating func writeIndentation() { output.append(indentations[call.indentationStart...]) }

    private mutating func writeVariable(_ name: Name, isEscaped: Bool, _ node: Node) throws(MustacheError) {
        let text: String
        switch value(of: name) {
        case .none where unknown == .refused:
            throw error(
                .unknownName, node, "no value has the name",
                "Correct the name, or give the value; a section {{#…}} asks whether it is there.")
        case .none, .some(.null): return
        case .some(.bool(let value)): text = value ? "true" : "false"
        case .some(.text(let value)), .some(.number(let value)): text = value
        case .some(.list): throw error(.notText, node, "the value is a list", "Write a section for what is in it: {{#name}}{{.}}{{/name}}")
        case .some(.object): throw error(.notText, node, "the value is an object", "Name one of its values, as in {{person.name}}")
        }
        if isEscaped, escaping == .html { output.appendEscaped(text.utf8) } else { output.append(text.utf8) }
    }

    private mutating func openSection(_ name: Name, end: Int) {
        guard let value = value(of: name), value.isTrue else {
            call.next = end + 1
            return
        }
        let items = if case .list(let items) = value { items } else { [value] }
        contexts.append(items[0])
        sections.append(Section(items: items))
    }

    private mutating func endSection(_ start: Int) {
        contexts.removeLast()
        let last = sections.count - 1
        let section = sections[last]
        guard section.next < section.items.count else {
            sections.removeLast()
            return
        }
        contexts.append(section.items[section.next])
        sections[last].next += 1
        call.next = start + 1
    }

    private mutating func openPartial(_ name: String, indentation: Range<Int>?, _ node: Node) throws(MustacheError) {
        guard let partial = partials[name] else {
            if unknown == .empty { return }
            throw error(.unknownPartial, node, "no partial has the name", "Correct the name, or give the partial.")
        }
        guard callers.count < MustacheTemplate.depthLimit else {
            throw error(
                .partialsTooDeep, node, "partials stand more than \(MustacheTemplate.depthLimit) deep in each other",
                "A partial that names itself needs a section around, which is false at last.")
        }
        // A partial within a line has none: the indentation is put before the lines of this text, not of what is rendered.
        let start = indentation == nil ? indentations.count : call.indentationStart
        let own = indentation ?? 0..<0
        indentations += call.template.bytes[own]
        steps += own.count / 64
        try checkLimits(node)
        callers.append(call)
        call = Call(template: partial, indentationStart: start, ownIndentation: own.count)
    }

    /// The value of a name; nil where there is none.
    private mutating func value(of name: Name) -> MustacheValue? {
        guard let first = name.parts.first else { return contexts.last }
        steps += name.parts.count
        for context in contexts.reversed() {
            steps += 1
            guard case .object(let members) = context, var value = members[first] else { continue }
            for part in name.parts.dropFirst() {
                guard case .object(let members) = value, let member = members[part] else { return nil }
                value = member
            }
            return value
        }
        return nil
    }

    private func checkLimits(_ node: Node) throws(MustacheError) {
        guard !output.isTooLong, indentations.count <= MustacheTemplate.outputLimit else {
            throw error(
                .outputTooLong, node, "more than \(MustacheTemplate.outputLimit) bytes are written", "Shorten the template or the values.")
        }
        guard steps <= MustacheTemplate.stepLimit else {
            throw error(
                .tooManySteps, node, "rendering takes too long", "Put fewer sections of lists, and fewer partials, into each other.")
        }
    }

    private func error(_ code: MustacheError.Code, _ node: Node, _ what: String, _ remedy: String) -> MustacheError {
        let template = call.template
        let tag = if case .text = node.kind { "" } else { template.bytes.shown(node.range) + ": " }
        return MustacheError(
            code, template: template.name, line: template.line(of: node.range.lowerBound), what: tag + what, remedy: remedy)
    }
}
