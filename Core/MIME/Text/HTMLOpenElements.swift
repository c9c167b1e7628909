/// The stack of open elements (HTML standard section 13.2.4.2), as far as it decides where a hidden element, a list or a quotation ends.
///
/// Each element remembers the nearest one of its kind and the nearest boundaries, so that no end tag searches the stack.
package struct HTMLOpenElements {
    private struct Element {
        var tag: HTMLTag
        /// The next lower element of the same tag, or -1.
        var previous: Int32
        /// The highest element, itself included, that end tags inside cannot get past, or -1.
        var scope: Int32
        var table: Int32
        var block: Int32
        var style: HTMLStyle
    }

    /// Browsers nest no deeper either; elements further down are not kept, and take the style of what is around them.
    static let maximumDepth = 512

    private var elements: [Element] = []
    private var last = [Int32](repeating: -1, count: HTMLTag.allCases.count)
    /// Open elements that are not kept.
    private var overflow = 0

    package init() {}

    /// How many elements are kept: whoever keeps more about each has as many of them.
    package var depth: Int { elements.count }

    /// The style of the innermost element.
    package var style: HTMLStyle { elements.last?.style ?? HTMLStyle() }

    private func index(of tag: HTMLTag) -> Int32 { last[Int(tag.rawValue)] }

    /// Ends what the start of `tag` ends: an open paragraph before a block, a list item before the next one, a table cell before the next.
    package mutating func closeImplied(by tag: HTMLTag) {
        guard let top = elements.last else { return }
        switch tag {
        case .li: close(index(of: .li), above: max(top.scope, index(of: .ul), index(of: .ol)))
        case .dd, .dt: close(max(index(of: .dd), index(of: .dt)), above: max(top.scope, index(of: .dl)))
        case .option: close(index(of: .option), above: top.scope)
        case .td, .th: close(max(index(of: .td), index(of: .th)), above: max(top.table, index(of: .tr)))
        case .tr: close(index(of: .tr), above: top.table)
        case .tbody, .tfoot, .thead: close(max(index(of: .tbody), index(of: .tfoot), index(of: .thead)), above: top.table)
        case .a: close(index(of: .a), above: top.block)
        default: break
        }
        if tag.endsParagraph, let top = elements.last { close(index(of: .p), above: top.scope) }
    }

    /// Opens an element.
    package mutating func open(_ tag: HTMLTag, _ style: HTMLStyle) {
        guard elements.count < Self.maximumDepth else {
            overflow += 1
            return
        }
        let place = Int32(elements.count)
        let top = elements.last
        elements.append(
            Element(
                tag: tag, previous: index(of: tag), scope: tag.isScope ? place : top?.scope ?? -1,
                table: tag == .table ? place : top?.table ?? -1,
                block: tag.isBlock ? place : top?.block ?? -1, style: style))
        last[Int(tag.rawValue)] = place
    }

    /// Ends the innermost element of this tag, and what is open inside of it; an end tag that none fits is ignored.
    package mutating func close(_ tag: HTMLTag) {
        if overflow > 0 {
            overflow -= 1
            return
        }
        guard let top = elements.last else { return }
        let found = index(of: tag)
        if tag.isTableFrame {
            close(found, above: tag == .table ? -1 : top.table)
        } else if tag.isBlock {
            // The element may be the boundary itself.
            close(found, above: found == top.scope ? -1 : top.scope)
        } else {
            // An inline element ends no block inside of it.
            close(found, above: top.block)
        }
    }

    private mutating func close(_ index: Int32, above boundary: Int32) {
        guard index > boundary else { return }
        overflow = 0
        while elements.count > index, let element = elements.popLast() { last[Int(element.tag.rawValue)] = element.previous }
    }
}
