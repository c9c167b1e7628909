import MIME

/// Reads the tokens of a mail's HTML and writes what may stay of them.
struct Sanitiser {
    struct Result {
        var html: String
        var findings: Findings
        var misleadingLinks: [SafeHTML.MisleadingLink]
        var isCut: Bool
    }

    /// An element that goes with all that is in it.
    private struct Skipped {
        var name: String
        var depth = 1
        var isDrawing: Bool
    }

    private var tokenizer: HTMLTokenizer
    private var tree: TreeWriter
    private let attributes: AttributeWriter
    private let images: Images
    private let limits: SafeHTML.Limits
    private var findings: Findings
    private var document = Document()
    private var skipped: Skipped?
    private var isCut = false
    private var styleBytes: Int
    private var styleRules = CSSSheet.maximumRules

    init(_ html: String, images: Images, limits: SafeHTML.Limits) {
        var bytes = Array(html.utf8)
        if bytes.count > max(limits.input, 0) {
            var end = max(limits.input, 0)
            while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            bytes.removeSubrange(end...)
            isCut = true
        }
        Markup.replaceNoncharacters(&bytes)
        document.mode = DocumentMode(of: bytes)
        tokenizer = HTMLTokenizer(bytes, keepingAttributes: true)
        // Once more as much as the mail, for start tags that a browser would open again.
        tree = TreeWriter(repeats: bytes.count + 1 << 16)
        attributes = AttributeWriter(bytes: bytes, images: images)
        self.images = images
        self.limits = limits
        findings = Findings(maximumHosts: limits.hosts)
        styleBytes = limits.styleSheets
    }

    mutating func run() {
        while let token = tokenizer.next() {
            guard tree.output.count <= limits.output else {
                isCut = true
                return
            }
            switch token {
            case .text(let range):
                if skipped == nil { tree.text(Markup.decode(tokenizer.bytes, range, isAttribute: false)) }
            case .startTag(let tag, let attributes):
                start(name, hasContent: !attributes.isSelfClosing, isRawText: tag.isRawText)
            case .endTag: end(name)
            }
        }
    }

    consuming func finish() -> Result {
        let misleading = tree.finish()
        return Result(
            html: document.assemble(tree.output), findings: findings, misleadingLinks: Array(misleading.prefix(limits.misleadingLinks)),
            isCut: isCut)
    }

    /// The name of the last tag in small letters; empty for one that is longer than any element's.
    private var name: String {
        tokenizer.name.count <= 16 ? tokenizer.bytes[tokenizer.name].loweredString : ""
    }

    // MARK: Tags

    private mutating func start(_ name: String, hasContent: Bool, isRawText: Bool) {
        if let inside = skipped {
            guard inside.isDrawing, Treatment.endsDrawing.contains(name) else {
                if name == inside.name, hasContent { skipped?.depth += 1 }
                return
            }
            skipped = nil
        }
        switch Treatment.of(name) {
        case .keep(.img): image()
        case .keep(let element): keep(element, name)
        case .unwrap(let kind):
            if let kind { findings.note(kind) }
            attributes.noteHandlers(tokenizer.attributeList, &findings)
        case .drop(let kind): findings.note(kind)
        case .remove(let kind):
            // Every mail may have a title.
            if name != "title" { findings.note(kind) }
            if hasContent, !isRawText { skipped = Skipped(name: name, isDrawing: kind == .drawings) }
        case .html: document.html = document.html ?? write(nil).written
        case .body: document.body = document.body ?? write(nil).written
        case .style: styleSheet()
        case .meta: meta()
        }
    }

    private mutating func end(_ name: String) {
        if let inside = skipped {
            guard name == inside.name else { return }
            if inside.depth > 1 { skipped?.depth -= 1 } else { skipped = nil }
            return
        }
        if case .keep(let element) = Treatment.of(name) { tree.end(element) }
    }

    private mutating func write(_ element: Element?, style: StaticString = "") -> AttributeWriter.Result {
        attributes.write(tokenizer.attributeList, of: element, style: style, &findings)
    }

    private mutating func keep(_ element: Element, _ name: String) {
        let attributes = write(element, style: name == "nobr" ? "white-space:nowrap;" : "")
        tree.start(element, attributes.written, target: attributes.target)
    }

    private mutating func image() {
        let attributes = write(.img)
        if case .shown(let address) = attributes.image {
            var written = attributes.written
            Markup.writeAttribute("src", address, into: &written)
            tree.start(.img, written)
        } else {
            let placeholder = Placeholder(attributes)
            tree.placeholder(placeholder.attributes, attributes.alternative)
        }
    }

    // MARK: What belongs to the document

    private func attribute(_ name: StaticString) -> [UInt8]? {
        tokenizer.attributeList.first { tokenizer.bytes[$0.name].equalsIgnoringCase(name) }
            .map { Markup.decode(tokenizer.bytes, $0.value, isAttribute: true) }
    }

    private mutating func styleSheet() {
        let range = tokenizer.rawText
        guard range.count <= styleBytes else {
            findings.note(.styles)
            isCut = true
            return
        }
        styleBytes -= range.count
        if let type = attribute("type"), !type.isEmpty, !type.equalsIgnoringCase("text/css") {
            findings.note(.styles)
            return
        }
        var sheet = CSSSheet(tokenizer.bytes, range, rules: styleRules, images: images)
        sheet.write(media: attribute("media"), into: &document.style, &findings)
        styleRules = sheet.rules
    }

    /// What a `meta` says about colours stays; what it says as a header of HTTP is worth a mention.
    private mutating func meta() {
        if let name = attribute("name"), name.equalsIgnoringCase("color-scheme") {
            let schemes = (attribute("content") ?? []).split(whereSeparator: \.isHTMLSpace).map(\.loweredString)
            if !schemes.isEmpty, schemes.count <= 3, schemes.allSatisfy({ ["light", "dark", "only", "normal"].contains($0) }) {
                document.colorScheme = schemes.joined(separator: " ")
            }
        } else if let header = attribute("http-equiv") {
            switch header.loweredString {
            case "content-type", "content-language", "x-ua-compatible": break
            default: findings.note(.documentElements)
            }
        }
    }
}
