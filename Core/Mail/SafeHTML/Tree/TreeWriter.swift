import MIME

/// Writes elements and text so that a browser reads exactly the tree that was meant: every element is closed, none stands where a browser
/// would move or close it, and what the mail leaves out is there.
///
/// This is the tree construction of the HTML standard (section 13.2.6) for the elements of safe HTML, written in the order of the mail. It
/// differs in one thing: where an end tag would cut through blocks (section 13.2.6.4.7, "adoption agency"), the blocks are closed and opened
/// again.
struct TreeWriter {
    /// An element that is not closed yet.
    struct Open {
        var element: Element
        /// Where its content goes.
        var place: Output.Place
        /// Where what a browser moves in front of a table goes.
        var before: Output.Place
        /// The start tag without its `>`.
        var tag: Output.Piece
        /// The part of a table it is in or is, as an index of the stack; -1 outside of tables.
        var frame: Int
        /// Which ``Formatting`` it is.
        var formatting = -1
        /// Which link its text belongs to.
        var link = -1
    }

    /// An element that is opened again where a block cut it short, until its end tag comes.
    struct Formatting {
        var id: Int
        var element: Element
        var tag: Output.Piece
        var link: Int
        var isOpen: Bool
        var isMarker = false
    }

    /// Browsers stop at 512.
    static let maximumDepth = 384
    /// As many formatting elements are opened again at one place.
    static let maximumFormatting = 16

    var output = Output()
    var stack: [Open] = []
    var formatting: [Formatting] = []
    private var nextFormatting = 0
    /// How many bytes may be spent on start tags that are opened again.
    var repeats: Int
    private var links = LinkTexts()
    /// A line end at the beginning of `<pre>` does not count.
    private var skipsLineEnd = false

    init(repeats: Int) {
        self.repeats = repeats
    }

    var frame: Int { stack.last?.frame ?? -1 }
    /// The innermost part of a table.
    var frameElement: Element? { frame < 0 ? nil : stack[frame].element }
    private var link: Int { stack.last?.link ?? -1 }

    /// Where what stands here goes: in front of the table unless a table may have it.
    private func place(for element: Element?) -> Output.Place {
        guard let top = stack.last else { return Output.start }
        let isMoved = top.element.takesPartsOnly && element?.isTablePart != true
        return isMoved ? top.before : top.place
    }

    // MARK: Elements

    /// Opens an element here, whatever is around it; false where it would be too deep.
    @discardableResult
    mutating func open(_ element: Element, _ attributes: [UInt8] = [], target: Address? = nil) -> Bool {
        // A table needs room for a body, a row and a cell.
        guard stack.count + (element == .table ? 4 : 1) <= Self.maximumDepth else { return false }
        let place = place(for: element)
        let before = element == .table ? output.insertPlace(at: place) : stack.last?.before ?? place
        let tag = output.piece(at: place) {
            $0.write([ASCII.less], to: place)
            $0.write(element.name, to: place)
            $0.write(attributes, to: place)
        }
        let link = element == .a ? links.add(target) : self.link
        push(Open(element: element, place: place, before: before, tag: tag, frame: frame, link: link))
        return true
    }

    /// Opens an element again that was closed too early.
    mutating func reopen(_ element: Element, _ tag: Output.Piece, link: Int, formatting id: Int = -1) {
        guard stack.count < Self.maximumDepth else { return }
        repeats -= tag.count + 16
        let place = place(for: element)
        output.write(tag, to: place)
        push(
            Open(
                element: element, place: place, before: stack.last?.before ?? place, tag: tag, frame: frame, formatting: id, link: link))
    }

    /// Writes the end of a start tag, and puts the element on the stack.
    private mutating func push(_ element: Open) {
        var element = element
        if element.element == .a { links.addPlace(output.insertPlace(at: element.place), to: element.link) }
        output.write([ASCII.greater], to: element.place)
        skipsLineEnd = element.element == .pre
        if skipsLineEnd { output.write([ASCII.lf], to: element.place) }
        if element.element.isTablePart || element.element == .table { element.frame = stack.count }
        if element.element.isMarker { formatting.append(.marker(element.tag)) }
        stack.append(element)
    }

    /// Writes an element without content.
    mutating func writeVoid(_ element: Element, _ attributes: [UInt8] = []) {
        let place = place(for: element)
        output.write([ASCII.less], to: place)
        output.write(element.name, to: place)
        output.write(attributes, to: place)
        output.write([ASCII.slash, ASCII.greater], to: place)
        skipsLineEnd = false
    }

    /// Writes the end tag of the innermost element.
    mutating func pop() {
        guard let top = stack.popLast() else { return }
        output.write([ASCII.less, ASCII.slash], to: top.place)
        output.write(top.element.name, to: top.place)
        output.write([ASCII.greater], to: top.place)
        skipsLineEnd = false
        if top.formatting >= 0 { noteClosed(top.formatting) }
        if top.element.isMarker { forgetToMarker() }
    }

    /// Closes the element at `index` of the stack, and what is in it.
    mutating func close(_ index: Int) {
        while stack.count > index { pop() }
    }

    /// Closes everything, and says which links name another host than the one they lead to.
    mutating func finish() -> [SafeHTML.MisleadingLink] {
        close(0)
        return links.mark(in: &output)
    }

    // MARK: Text

    /// Writes text, references decoded.
    mutating func text(_ text: [UInt8]) {
        var text = text[...]
        if skipsLineEnd {
            skipsLineEnd = false
            if text.first == ASCII.cr { text = text.dropFirst() }
            if text.first == ASCII.lf { text = text.dropFirst() }
        }
        guard !text.isEmpty else { return }
        let isBlank = text.allSatisfy(\.isHTMLSpace)
        if !isBlank {
            if stack.last?.element == .colgroup { pop() }
            reopenFormatting()
            links.add(text, to: link)
        }
        if isBlank, output.count == 0 { return }
        // White space stays where it is, also in a table.
        let place = isBlank ? stack.last?.place ?? Output.start : place(for: nil)
        output.write(to: place) { Markup.escape(text, into: &$0) }
    }

    /// Writes what stands for an image that is not shown: an element with text.
    mutating func placeholder(_ attributes: [UInt8], _ text: [UInt8]) {
        if stack.last?.element == .colgroup { pop() }
        reopenFormatting()
        guard open(.span, attributes) else { return }
        if !text.isEmpty { self.text(text) }
        pop()
    }

    // MARK: Formatting

    /// Notes that the element on top of the stack is opened again where it is cut short. Of three equal ones the first is forgotten.
    mutating func rememberFormatting() {
        guard let top = stack.last else { return }
        let from = (formatting.lastIndex(where: \.isMarker) ?? -1) + 1
        let same = formatting.indices[from...].filter {
            formatting[$0].element == top.element && output.isSame(formatting[$0].tag, top.tag)
        }
        if same.count >= 3 {
            formatting.remove(at: same[0])
        } else if formatting.count - from >= Self.maximumFormatting {
            formatting.remove(at: from)
        }
        formatting.append(Formatting(id: nextFormatting, element: top.element, tag: top.tag, link: top.link, isOpen: true))
        stack[stack.count - 1].formatting = nextFormatting
        nextFormatting += 1
    }

    /// Opens again what was cut short.
    mutating func reopenFormatting() {
        guard let last = formatting.last, !last.isMarker, !last.isOpen else { return }
        var index = formatting.count - 1
        while index > 0, !formatting[index - 1].isMarker, !formatting[index - 1].isOpen { index -= 1 }
        while index < formatting.count {
            let entry = formatting[index]
            guard repeats > entry.tag.count + 16, stack.count < Self.maximumDepth else {
                formatting.remove(at: index)
                continue
            }
            reopen(entry.element, entry.tag, link: entry.element == .a ? entry.link : link, formatting: entry.id)
            formatting[index].isOpen = true
            index += 1
        }
    }

    private mutating func noteClosed(_ id: Int) {
        var index = formatting.count - 1
        while index >= 0 {
            if formatting[index].id == id {
                formatting[index].isOpen = false
                return
            }
            index -= 1
        }
    }

    private mutating func forgetToMarker() {
        while let entry = formatting.popLast(), !entry.isMarker {}
    }
}

extension TreeWriter.Formatting {
    /// What is open outside of a cell or a caption does not count inside.
    static func marker(_ tag: Output.Piece) -> Self {
        Self(id: -1, element: .td, tag: tag, link: -1, isOpen: true, isMarker: true)
    }
}
