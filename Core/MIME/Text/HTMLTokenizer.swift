/// Splits HTML into text and tags as the HTML standard's tokenizer does (section 13.2.5), which has a reading for any input.
///
/// Every byte is looked at a fixed number of times, whatever is left unclosed.
package struct HTMLTokenizer {
    /// The attributes that the reading of text uses; of two with one name the first counts.
    package struct Attributes {
        package var alt: Range<Int>?
        package var bgcolor: Range<Int>?
        package var color: Range<Int>?
        package var hidden: Range<Int>?
        package var href: Range<Int>?
        package var start: Range<Int>?
        package var style: Range<Int>?
        package var value: Range<Int>?
        package var isSelfClosing = false
    }

    package enum Token {
        case text(Range<Int>)
        case startTag(HTMLTag, Attributes)
        case endTag(HTMLTag)
    }

    /// Valid UTF-8.
    package let bytes: [UInt8]
    package private(set) var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next token; nil at the end. Comments, declarations and tags without an end are skipped.
    package mutating func next() -> Token? {
        while position < bytes.count {
            guard let markup = markupStart(from: position) else {
                defer { position = bytes.count }
                return .text(position..<bytes.count)
            }
            if markup > position {
                defer { position = markup }
                return .text(position..<markup)
            }
            switch bytes[position + 1] {
            case 0x21: skipDeclaration()
            case ASCII.question: skipBogusComment()
            case ASCII.slash:
                guard position + 2 < bytes.count, bytes[position + 2].isLetter else {
                    skipBogusComment()
                    continue
                }
                position += 2
                if let (tag, _) = tag() { return .endTag(tag) }
            default:
                position += 1
                if let (tag, attributes) = tag() {
                    if tag.isRawText, !attributes.isSelfClosing { skipRawText(tag) }
                    return .startTag(tag, attributes)
                }
            }
        }
        return nil
    }

    /// The first `<` from `start` on that begins a tag, a comment or a declaration.
    private func markupStart(from start: Int) -> Int? {
        var index = start
        while let less = ByteScan.first(ASCII.less, in: bytes.span, index..<bytes.count) {
            guard less + 1 < bytes.count else { return nil }
            let next = bytes[less + 1]
            if next.isLetter || next == ASCII.slash || next == 0x21 || next == ASCII.question { return less }
            index = less + 1
        }
        return nil
    }

    // MARK: What is skipped

    private mutating func skipBogusComment() {
        position = ByteScan.first(ASCII.greater, in: bytes.span, position..<bytes.count).map { $0 + 1 } ?? bytes.count
    }

    private mutating func skipDeclaration() {
        let start = position + 4
        guard start <= bytes.count, bytes[position + 2] == ASCII.hyphen, bytes[position + 3] == ASCII.hyphen else {
            skipBogusComment()
            return
        }
        var index = start
        while let end = ByteScan.first(ASCII.greater, in: bytes.span, index..<bytes.count) {
            let isEmpty = end == start || end == start + 1 && bytes[start] == ASCII.hyphen
            let length = end - start
            let isClosed = length >= 2 && bytes[end - 1] == ASCII.hyphen && bytes[end - 2] == ASCII.hyphen
            let isClosedWithBang =
                length >= 3 && bytes[end - 1] == 0x21 && bytes[end - 2] == ASCII.hyphen && bytes[end - 3] == ASCII.hyphen
            if isEmpty || isClosed || isClosedWithBang {
                position = end + 1
                return
            }
            index = end + 1
        }
        position = bytes.count
    }

    /// Skips the content of `script`, `style` and the like, up to the end tag.
    private mutating func skipRawText(_ tag: HTMLTag) {
        var index = position
        while let less = ByteScan.first(ASCII.less, in: bytes.span, index..<bytes.count) {
            index = less + 1
            guard index < bytes.count, bytes[index] == ASCII.slash else { continue }
            let name = nameRange(from: index + 1)
            if HTMLTag(bytes, name) == tag, name.upperBound < bytes.count {
                position = less
                return
            }
        }
        position = bytes.count
    }

    // MARK: Tags

    /// A tag name from `start` on, which goes up to white space, `/` or `>`.
    private func nameRange(from start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, !bytes[end].isHTMLSpace, bytes[end] != ASCII.slash, bytes[end] != ASCII.greater { end += 1 }
        return start..<end
    }

    /// Reads a tag from its name to its `>`; nil when the input ends before.
    private mutating func tag() -> (HTMLTag, Attributes)? {
        let name = nameRange(from: position)
        position = name.upperBound
        var attributes = Attributes()
        while position < bytes.count {
            let byte = bytes[position]
            if byte == ASCII.greater {
                position += 1
                return (HTMLTag(bytes, name), attributes)
            }
            if byte.isHTMLSpace || byte == ASCII.slash {
                attributes.isSelfClosing = byte == ASCII.slash
                position += 1
            } else {
                attributes.isSelfClosing = false
                readAttribute(&attributes)
            }
        }
        return nil
    }

    private mutating func readAttribute(_ attributes: inout Attributes) {
        let start = position
        // A `=` in front belongs to the name.
        position += 1
        while position < bytes.count, !bytes[position].isHTMLSpace, bytes[position] != ASCII.slash, bytes[position] != ASCII.greater,
            bytes[position] != ASCII.equals
        { position += 1 }
        let name = start..<position
        skipSpace()
        var value = position..<position
        if position < bytes.count, bytes[position] == ASCII.equals {
            position += 1
            skipSpace()
            value = readValue()
        }
        keep(name, value, in: &attributes)
    }

    private mutating func readValue() -> Range<Int> {
        guard position < bytes.count else { return position..<position }
        let quote = bytes[position]
        if quote == ASCII.quote || quote == ASCII.apostrophe {
            let start = position + 1
            let end = ByteScan.first(quote, in: bytes.span, start..<bytes.count) ?? bytes.count
            position = min(end + 1, bytes.count)
            return start..<end
        }
        let start = position
        while position < bytes.count, !bytes[position].isHTMLSpace, bytes[position] != ASCII.greater { position += 1 }
        return start..<position
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
    }

    private func keep(_ name: Range<Int>, _ value: Range<Int>, in attributes: inout Attributes) {
        let written = bytes[name]
        switch name.count {
        case 3 where attributes.alt == nil && written.equalsIgnoringCase("alt"): attributes.alt = value
        case 4 where attributes.href == nil && written.equalsIgnoringCase("href"): attributes.href = value
        case 5 where attributes.style == nil && written.equalsIgnoringCase("style"): attributes.style = value
        case 5 where attributes.color == nil && written.equalsIgnoringCase("color"): attributes.color = value
        case 5 where attributes.start == nil && written.equalsIgnoringCase("start"): attributes.start = value
        case 5 where attributes.value == nil && written.equalsIgnoringCase("value"): attributes.value = value
        case 6 where attributes.hidden == nil && written.equalsIgnoringCase("hidden"): attributes.hidden = value
        case 7 where attributes.bgcolor == nil && written.equalsIgnoringCase("bgcolor"): attributes.bgcolor = value
        default: break
        }
    }
}

extension UInt8 {
    /// The white space of the HTML standard: space, tab, LF, form feed, CR.
    package var isHTMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }
}
