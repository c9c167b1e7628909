/// Reads the tokens of HTML and writes what of them is text.
struct HTMLTextReader {
    private struct OpenLink {
        var target: [UInt8]
        /// Where its text begins in the output; nil as long as it has none.
        var start: Int?
        var hasImage = false
    }

    private var tokenizer: HTMLTokenizer
    private var elements = HTMLOpenElements()
    private(set) var writer = HTMLTextWriter()
    private(set) var links: [HTMLText.Link] = []
    private var link: OpenLink?
    private var style = HTMLStyle()
    /// The next number of each open list; nil for one without numbers.
    private var counters: [Int?] = []
    /// Where the content of the last `<pre>` begins.
    private var preformattedStart = -1
    private let includingTargets: Bool
    private let includingHidden: Bool

    init(_ bytes: [UInt8], includingTargets: Bool, includingHidden: Bool) {
        tokenizer = HTMLTokenizer(bytes)
        self.includingTargets = includingTargets
        self.includingHidden = includingHidden
    }

    private var isShown: Bool { includingHidden || style.isShown }

    mutating func read() {
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): if isShown { write(withoutFirstLineEnd(range), isAttribute: false) }
            case .startTag(let tag, let attributes): start(tag, attributes)
            case .endTag(let tag): end(tag)
            }
        }
        closeLink()
    }

    /// A line end directly behind `<pre>` does not count.
    private func withoutFirstLineEnd(_ range: Range<Int>) -> Range<Int> {
        guard range.lowerBound == preformattedStart else { return range }
        let bytes = tokenizer.bytes[range]
        if bytes.starts(with: [ASCII.cr, ASCII.lf]) { return range.dropFirst(2) }
        return bytes.first == ASCII.lf ? range.dropFirst() : range
    }

    // MARK: Tags

    private mutating func start(_ tag: HTMLTag, _ attributes: HTMLTokenizer.Attributes) {
        if tag == .a { closeLink() }
        elements.closeImplied(by: tag)
        style = elements.style
        var inner = style
        if attributes.hidden != nil { inner.isRemoved = true }
        if let declarations = attributes.style { inner.apply(tokenizer.bytes, declarations) }
        let isShown = includingHidden || inner.isShown
        if isShown { breakLine(around: tag, lists: Int(style.lists)) }
        switch tag {
        case .br: if isShown { writer.addBreak(isPreformatted: style.isPreformatted) }
        case .img:
            guard isShown else { break }
            link?.hasImage = true
            if let alt = attributes.alt { write(alt, isAttribute: true) }
        case .td, .th: if isShown { writer.cell() }
        case .ol, .ul, .menu, .dir:
            if Int(inner.lists) < Int(UInt8.max) {
                counters.removeSubrange(min(Int(inner.lists), counters.count)...)
                inner.lists += 1
                counters.append(tag == .ol ? number(attributes.start) ?? 1 : nil)
            }
        case .li: if isShown { beginItem(attributes) }
        case .blockquote: inner.quotes += inner.quotes < UInt8.max ? 1 : 0
        case .pre:
            inner.isPreformatted = true
            preformattedStart = tokenizer.position
        case .a: if isShown, let href = attributes.href { openLink(href) }
        default: break
        }
        guard !tag.isVoid, !tag.isRawText || !attributes.isSelfClosing, tag != .other || !attributes.isSelfClosing else { return }
        if tag.isNeverShown { inner.isRemoved = true }
        elements.open(tag, inner)
        style = inner
    }

    private mutating func end(_ tag: HTMLTag) {
        if tag == .a { closeLink() }
        guard !tag.isVoid else {
            // `</br>` is a line break in every browser.
            if tag == .br, isShown { writer.addBreak(isPreformatted: style.isPreformatted) }
            return
        }
        if isShown { breakLine(around: tag, lists: Int(style.lists) - 1) }
        // An item without text leaves no mark.
        if tag == .li || tag == .ul || tag == .ol { writer.beginItem([]) }
        elements.close(tag)
        style = elements.style
    }

    /// - Parameter lists: how many lists are around the element.
    private mutating func breakLine(around tag: HTMLTag, lists: Int) {
        guard tag.isBlock, tag != .td, tag != .th else { return }
        // A list inside another one needs no empty line.
        let isNested = (tag == .ul || tag == .ol) && lists > 0
        writer.breakLine(tag.isParagraph && !isNested ? 2 : 1)
    }

    /// A number of at most six digits.
    private func number(_ attribute: Range<Int>?) -> Int? {
        guard let attribute, attribute.count <= 6 else { return nil }
        return Int(String(decoding: tokenizer.bytes[attribute], as: UTF8.self))
    }

    private mutating func beginItem(_ attributes: HTMLTokenizer.Attributes) {
        let depth = min(Int(style.lists), counters.count)
        var marker = [UInt8](repeating: ASCII.space, count: 2 * min(max(depth - 1, 0), 8))
        if depth > 0, let next = counters[depth - 1] {
            let value = number(attributes.value) ?? next
            counters[depth - 1] = value &+ 1
            marker += Array("\(value). ".utf8)
        } else {
            marker += [ASCII.hyphen, ASCII.space]
        }
        writer.beginItem(marker)
    }

    // MARK: Links

    private mutating func openLink(_ href: Range<Int>) {
        let target = HTMLTarget.read(tokenizer.bytes, href)
        if HTMLTarget.leadsOut(target) { link = OpenLink(target: target) }
    }

    private mutating func closeLink() {
        guard let link else { return }
        self.link = nil
        if let start = link.start {
            let text = Array(writer.output[start...].split(whereSeparator: \.isHTMLSpace).joined(separator: [ASCII.space]))
            links.append(HTMLText.Link(target: String(decoding: link.target, as: UTF8.self), text: String(decoding: text, as: UTF8.self)))
            if includingTargets, !HTMLTarget.isNamed(link.target, by: text) { writer.append(target: link.target) }
        } else if link.hasImage {
            links.append(HTMLText.Link(target: String(decoding: link.target, as: UTF8.self), text: ""))
            if includingTargets { writer.write(([ASCII.less] + link.target + [ASCII.greater])[...], style) }
        }
    }

    // MARK: Text

    private mutating func put(_ bytes: ArraySlice<UInt8>) {
        if link != nil, link?.start == nil { link?.start = writer.position(style) }
        writer.write(bytes, style)
    }

    /// Writes text of the source, character references decoded.
    private mutating func write(_ range: Range<Int>, isAttribute: Bool) {
        let bytes = tokenizer.bytes
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == 0x26 {
                if let reference = HTMLEntities.reference(bytes, at: index, end: range.upperBound, isAttribute: isAttribute) {
                    write(reference.first)
                    if let second = reference.second { write(second) }
                    index += reference.length
                } else {
                    put(bytes[index...index])
                    index += 1
                }
            } else if byte.isHTMLSpace {
                index = writeSpace(bytes, index, range.upperBound, isPreformatted: style.isPreformatted && !isAttribute)
            } else if byte < 0x20 || byte == 0x7F {
                // NUL and other control characters show nothing.
                index += 1
            } else if let (scalar, length) = Self.blank(bytes, index) {
                write(scalar)
                index += length
            } else {
                let start = index
                repeat { index += 1 } while index < range.upperBound && Self.goesOn(bytes, index, range.upperBound)
                put(bytes[start..<index])
            }
        }
    }

    private mutating func writeSpace(_ bytes: [UInt8], _ start: Int, _ end: Int, isPreformatted: Bool) -> Int {
        var index = start
        while index < end, bytes[index].isHTMLSpace {
            if isPreformatted {
                switch bytes[index] {
                case ASCII.lf: writer.addBreak(isPreformatted: true)
                case ASCII.tab: writer.preformattedSpaces(4)
                case ASCII.space: writer.preformattedSpaces(1)
                default: break
                }
            }
            index += 1
        }
        if !isPreformatted { writer.space() }
        return index
    }

    /// Writes a character that may be blank.
    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F: writer.space()
        case 0..<0x20, 0x7F: break
        // Soft hyphen, grapheme joiner, Mongolian vowel separator, zero width space, word joiner, byte order mark.
        case 0xAD, 0x34F, 0x180E, 0x200B, 0x2060, 0xFEFF: break
        case 0x200C...0x200F: writer.join(scalar)
        default:
            let bytes = Array(String(scalar).utf8)
            put(bytes[...])
        }
    }

    /// Bytes that are written as they are: visible ASCII, and above it all but the first bytes of characters that may be blank.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x26, 0x7F, 0xC2, 0xCD, 0xE1, 0xE2, 0xEF: false
        default: byte > 0x20
        }
    }

    /// Whether a run of text goes on here: with a plain byte, or with one space before another.
    private static func goesOn(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
        isPlain(bytes[index]) || bytes[index] == ASCII.space && index + 1 < end && isPlain(bytes[index + 1])
    }

    /// The character at `index` if it is one of those that ``write(_:)`` treats apart.
    private static func blank(_ bytes: [UInt8], _ index: Int) -> (Unicode.Scalar, length: Int)? {
        let length: Int
        switch bytes[index] {
        case 0xC2, 0xCD: length = 2
        case 0xE1, 0xE2, 0xEF: length = 3
        default: return nil
        }
        guard index + length <= bytes.count else { return nil }
        var value = UInt32(bytes[index]) & (length == 2 ? 0x1F : 0x0F)
        for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
        switch value {
        case 0xA0, 0xAD, 0x34F, 0x180E, 0x2000...0x200F, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0xFEFF:
            return Unicode.Scalar(value).map { ($0, length) }
        default: return nil
        }
    }
}
