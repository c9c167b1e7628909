import MIME

extension Surface {
    /// Reads an HTML document: what a person would see of it, and its links.
    /// - Parameter limit: how many bytes are read.
    init(html: String, limit: Int) {
        var bytes = Array(html.utf8.prefix(limit))
        let isCut = html.utf8.count > limit
        // A character that the limit cuts is left out, so that the rest is valid.
        while isCut, let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
        if isCut, let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        var reader = HTMLSurfaceReader(bytes)
        self = reader.read(isCut: isCut)
        findAddresses()
    }
}

/// Walks the tokens of HTML and lays out what is shown.
private struct HTMLSurfaceReader {
    private var tokenizer: HTMLTokenizer
    private var elements = HTMLOpenElements()
    /// One for each open element that is kept.
    private var looks: [InlineLook] = []
    private var builder: SurfaceBuilder
    private var link: Surface.Link?
    private var style = HTMLStyle()
    private var look = InlineLook()

    init(_ bytes: [UInt8]) {
        tokenizer = HTMLTokenizer(bytes)
        // Most of a mail is markup.
        builder = SurfaceBuilder(.html, capacity: bytes.count / 4)
    }

    mutating func read(isCut: Bool) -> Surface {
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): if isShown { write(range, isAttribute: false) }
            case .startTag(let tag, let attributes): start(tag, attributes)
            case .endTag(let tag): end(tag)
            }
        }
        closeLink()
        return builder.finish(isCut: isCut)
    }

    private var isShown: Bool { Self.isShown(style, look) }

    private static func isShown(_ style: HTMLStyle, _ look: InlineLook) -> Bool {
        style.isShown && !look.isOffScreen && !look.isIndistinct
    }

    private mutating func syncLooks() {
        looks.removeSubrange(min(elements.depth, looks.count)...)
        look = looks.last ?? InlineLook()
        style = elements.style
    }

    // MARK: Tags

    private mutating func start(_ tag: HTMLTag, _ attributes: HTMLTokenizer.Attributes) {
        if tag == .a { closeLink() }
        elements.closeImplied(by: tag)
        syncLooks()
        var inner = style
        var innerLook = look
        if attributes.hidden != nil { inner.isRemoved = true }
        if let declarations = attributes.style { inner.apply(tokenizer.bytes, declarations) }
        innerLook.apply(tag)
        if let color = attributes.bgcolor { innerLook.background = InlineLook.color(lowered(color)) }
        if let color = attributes.color, tag == .font { innerLook.color = InlineLook.color(lowered(color)) }
        if let declarations = attributes.style { innerLook.apply(tokenizer.bytes, style: declarations) }
        let isShown = Self.isShown(inner, innerLook)
        if isShown { breakLine(around: tag) }
        switch tag {
        case .br: if isShown { builder.breakLine() }
        case .img: if isShown, let alt = attributes.alt { write(alt, isAttribute: true) }
        case .td, .th: if isShown { builder.cell() }
        case .pre: inner.isPreformatted = true
        case .a: if let href = attributes.href { openLink(href, isHidden: !isShown, isButton: innerLook.isBox || look.hasFill) }
        default: break
        }
        guard !tag.isVoid, !tag.isRawText || !attributes.isSelfClosing, tag != .other || !attributes.isSelfClosing else { return }
        if tag.isNeverShown { inner.isRemoved = true }
        let depth = elements.depth
        elements.open(tag, inner)
        // Below the greatest depth elements take the look of what is around them.
        guard elements.depth > depth else { return }
        looks.append(innerLook)
        look = innerLook
        style = inner
    }

    private mutating func end(_ tag: HTMLTag) {
        if tag == .a { closeLink() }
        guard !tag.isVoid else {
            if tag == .br, isShown { builder.breakLine() }
            return
        }
        if isShown { breakLine(around: tag) }
        elements.close(tag)
        syncLooks()
    }

    private mutating func breakLine(around tag: HTMLTag) {
        guard tag.isBlock, tag != .td, tag != .th else { return }
        switch tag {
        case .p, .h1, .h2, .h3, .h4, .h5, .h6, .hr, .ul, .ol, .table, .blockquote, .pre: builder.breakParagraph()
        default: builder.breakLine()
        }
    }

    private func lowered(_ range: Range<Int>) -> String {
        String(decoding: tokenizer.bytes[range].prefix(32), as: UTF8.self).lowercased()
    }

    // MARK: Links

    private mutating func openLink(_ href: Range<Int>, isHidden: Bool, isButton: Bool) {
        let target = HTMLTarget.read(tokenizer.bytes, href)
        guard HTMLTarget.leadsOut(target) else { return }
        link = Surface.Link(
            target: String(decoding: target, as: UTF8.self), text: 0..<0, offset: href.lowerBound, isHidden: isHidden, isButton: isButton)
    }

    private mutating func closeLink() {
        guard let link else { return }
        builder.append(link)
        self.link = nil
    }

    // MARK: Text

    private mutating func put(_ scalar: Unicode.Scalar, at offset: Int) {
        let before = builder.surface.count
        var shown: Surface.Look = []
        if look.isEmphasised { shown.insert(.emphasised) }
        if look.isLarge { shown.insert(.large) }
        if link != nil { shown.insert(.link) }
        builder.append(scalar, at: offset, shown)
        let after = builder.surface.count
        guard after > before, let text = link?.text else { return }
        link?.text = (text.isEmpty ? after - 1 : text.lowerBound)..<after
    }

    /// Writes text of the source, character references decoded.
    private mutating func write(_ range: Range<Int>, isAttribute: Bool) {
        let bytes = tokenizer.bytes
        let isPreformatted = style.isPreformatted && !isAttribute
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&"),
                let reference = HTMLEntities.reference(bytes, at: index, end: range.upperBound, isAttribute: isAttribute)
            {
                put(reference.first, at: index)
                if let second = reference.second { put(second, at: index) }
                index += reference.length
            } else if byte < 0x80 {
                if byte == 0x0A || byte == 0x0D {
                    if isPreformatted { builder.breakLine() } else { builder.space() }
                } else {
                    put(Unicode.Scalar(byte), at: index)
                }
                index += 1
            } else {
                let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                let end = min(index + length, range.upperBound)
                var value = UInt32(byte) & (0x7F >> UInt32(length))
                for next in bytes[(index + 1)..<end] { value = value << 6 | UInt32(next & 0x3F) }
                if let scalar = Unicode.Scalar(value) { put(scalar, at: index) }
                index = end
            }
        }
    }
}
