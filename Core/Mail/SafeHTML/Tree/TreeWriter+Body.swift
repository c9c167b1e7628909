/// Start and end tags outside of the frame of a table (HTML standard section 13.2.6.4.7, "in body").
extension TreeWriter {
    /// Reads a start tag.
    mutating func start(_ element: Element, _ attributes: [UInt8] = [], target: Address? = nil) {
        if element.isTablePart {
            startTablePart(element, attributes)
            return
        }
        if stack.last?.element == .colgroup { pop() }
        // A table in a table, but in no cell of it, ends that table.
        if element == .table, let around = frameElement, around.takesPartsOnly { endTable() }
        if element.endsParagraph { closeParagraph() }
        switch element {
        case .a:
            if let open = formattingIndex(.a) { endFormatting(at: open) }
        case .h1, .h2, .h3, .h4, .h5, .h6:
            if stack.last?.element.isHeading == true { pop() }
        case .li: closeItem([.li])
        case .dd, .dt: closeItem([.dd, .dt])
        case .rp, .rt:
            if indexInScope(where: { $0 == .ruby }) != nil { closeImplied() }
        default: break
        }
        if !element.endsParagraph { reopenFormatting() }
        if isEndedOutside(element) { return }
        if element.isVoid {
            writeVoid(element, attributes)
        } else if open(element, attributes, target: target), element.isFormatting {
            rememberFormatting()
        }
    }

    /// Reads an end tag; one that fits nothing is ignored.
    mutating func end(_ element: Element) {
        switch element {
        case _ where element.isTablePart || element == .table: endTablePart(element)
        case .br: start(.br)
        case .p:
            if indexInScope(where: { $0 == .p }) == nil { start(.p) }
            closeParagraph()
        case .li: close(element, scope: [.ol, .ul])
        case .h1, .h2, .h3, .h4, .h5, .h6:
            guard let index = indexInScope(where: \.isHeading) else { return }
            close(index)
        case _ where element.isVoid: return
        case _ where element.isFormatting:
            if let index = formattingIndex(element) { endFormatting(at: index) } else { endInline(element) }
        case _ where element.isSpecial: close(element)
        default: endInline(element)
        }
    }

    // MARK: What ends what

    /// The innermost element that an end tag here can close.
    private func indexInScope(where isWanted: (Element) -> Bool, stoppingAt others: [Element] = []) -> Int? {
        var index = stack.count - 1
        while index >= 0 {
            let element = stack[index].element
            if isWanted(element) { return index }
            if element.isScope || others.contains(element) { return nil }
            index -= 1
        }
        return nil
    }

    private mutating func close(_ element: Element, scope: [Element] = []) {
        if let index = indexInScope(where: { $0 == element }, stoppingAt: scope) { close(index) }
    }

    private mutating func closeParagraph() { close(.p) }

    private mutating func closeImplied() {
        while let top = stack.last, top.element.hasImpliedEnd { pop() }
    }

    /// An item of a list ends where the next one begins, unless it is in a list of its own.
    private mutating func closeItem(_ items: [Element]) {
        var index = stack.count - 1
        while index >= 0 {
            let element = stack[index].element
            if items.contains(element) {
                close(index)
                return
            }
            if element.isSpecial, element != .address, element != .div, element != .p { return }
            index -= 1
        }
    }

    /// The end tag of an element that no block may be cut by.
    private mutating func endInline(_ element: Element) {
        var index = stack.count - 1
        while index >= 0 {
            if stack[index].element == element {
                close(index)
                return
            }
            if stack[index].element.isSpecial { return }
            index -= 1
        }
    }

    // MARK: In front of a table

    /// Where the parent of the element at `index` is in the stack; -1 for the body. What is moved in front of a table is no child of it.
    private func parent(of index: Int, _ element: Element) -> Int {
        var parent = index - 1
        guard parent >= 0, stack[parent].element.takesPartsOnly, !element.isTablePart else { return parent }
        while parent >= 0, stack[parent].element != .table { parent -= 1 }
        return parent - 1
    }

    /// Whether a browser would close something around the table that the element is moved in front of, when it reads what was written: there
    /// the table is no boundary any more. Such an element is left out, not what is in it.
    private func isEndedOutside(_ element: Element) -> Bool {
        guard frameElement?.takesPartsOnly == true else { return false }
        var index = parent(of: stack.count, element)
        guard index >= 0 else { return false }
        let around = stack[index].element
        switch element {
        case .h1, .h2, .h3, .h4, .h5, .h6: return around.isHeading
        case .a, .li, .dd, .dt, .rp, .rt: break
        default: return false
        }
        while index >= 0, !stack[index].element.isScope {
            let open = stack[index].element
            switch element {
            case .a: if open == .a { return true }
            case .rp, .rt: if open == .ruby { return around.hasImpliedEnd }
            default:
                if open == element || element != .li && (open == .dd || open == .dt) { return true }
                if open.isSpecial, open != .address, open != .div, open != .p { return false }
            }
            index = parent(of: index, open)
        }
        return false
    }

    // MARK: Formatting

    /// The last formatting element of this kind that is open, or to be opened again, here.
    private func formattingIndex(_ element: Element) -> Int? {
        var index = formatting.count - 1
        while index >= 0, !formatting[index].isMarker {
            if formatting[index].element == element { return index }
            index -= 1
        }
        return nil
    }

    /// Ends a formatting element. Blocks in it are closed, and opened again behind it.
    private mutating func endFormatting(at entry: Int) {
        let ended = formatting[entry]
        guard ended.isOpen, let index = stack.lastIndex(where: { $0.formatting == ended.id }) else {
            formatting.remove(at: entry)
            return
        }
        // It is outside of the table that this end tag is in.
        guard frame < index else { return }
        let inside = stack[(index + 1)...]
        let isCut = inside.contains { $0.element.isSpecial }
        let again = isCut ? inside.filter { !$0.element.isFormatting } : []
        formatting.remove(at: entry)
        close(index)
        // Deeper than this nobody means it, and it would be written again and again.
        guard again.count <= 8 else { return }
        for element in again where repeats > element.tag.count + 16 {
            if element.element == .rp || element.element == .rt { continue }
            if element.element.isHeading, stack.last?.element.isHeading == true { continue }
            reopen(element.element, element.tag, link: stack.last?.link ?? -1)
        }
    }
}
